"""Small lists of tables for tests, as versions 1.1, 2 and 3 of the standard and Ohana write them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

VERSION_3 = {
    "organizations.csv": "id,name,description,website\no1,Example Trust,We help,https://example.org\n"
    "o2,Quiet Trust,,\n",
    "organization_identifiers.csv": "id,organization_id,identifier_scheme,identifier_type,identifier\n"
    "i1,o1,GB-CHC,Charity number,1234567\n",
    "services.csv": "id,organization_id,name,description,status,eligibility_description,minimum_age,assured_date,fees\n"
    's1,o1,Tea Club,"Tea &amp; talk",active,For adults,18,2026-01-02,\n'
    "s2,o1,Money Advice,,temporarily closed,,,,\n",
    "locations.csv": "id,organization_id,name,location_type,latitude,longitude\nl1,o1,The Hall,physical,53.5,-2.4\n",
    "service_at_location.csv": "id,service_id,location_id\nsl1,s1,l1\nsl2,s2,l1\n",
    "addresses.csv": "id,location_id,address_1,city,postal_code,address_type\n"
    "a1,l1,1 High Street,Bolton,bl1 1aa,physical\n",
    "contacts.csv": "id,service_id,name,email\nc1,s1,Bo Example,bo@example.org\n",
    "phones.csv": "id,location_id,service_id,contact_id,number\np1,,,c1,01204 496 001\np2,l1,s2,,01204 496 002\n",
    "schedules.csv": "id,service_id,location_id,freq,byday,opens_at,closes_at,description\n"
    'h1,s1,l1,WEEKLY,"MO,TU",9:00am,5pm,Mornings best\n',
    "attributes.csv": "id,link_id,link_entity,taxonomy_term_id\nt1,s1,service,x1\nt2,o1,organization,x1\n",
    "taxonomy_terms.csv": "id,code,name,taxonomy\nx1,esdServiceType:242,Befriending,ESD\n",
    "service_areas.csv": "id,service_id,name,uri\nr1,s1,Bolton,http://example.org/E08000001\n",
    "languages.csv": "id,service_id,name\ng1,s1,Urdu\n",
    "accessibility.csv": "id,location_id,description\nb1,l1,Ramp\n",
    "cost_options.csv": "id,service_id,option,amount\nk1,s1,,0\n",
    "service_capacity.csv": "id,service_id,unit_id,available\nv1,s1,u1,3\n",
    "units.csv": "id,name\nu1,seats\n",
}

VERSION_2 = {
    name: text
    for name, text in VERSION_3.items()
    if name not in {"addresses.csv", "attributes.csv", "accessibility.csv", "service_capacity.csv", "units.csv"}
} | {
    "organizations.csv": VERSION_3["organizations.csv"].replace("website", "url"),
    "physical_addresses.csv": "id,location_id,address_1,city,state_province,postal_code,country\n"
    "a1,l1,1 High Street,Bolton,,bl1 1aa,GB\n",
    "postal_addresses.csv": "id,location_id,address_1,city,postal_code\na2,l1,PO Box 1,Leeds,LS1 1AA\n",
    "service_attributes.csv": "id,service_id,taxonomy_term_id\nt1,s1,x1\n",
    "accessibility_for_disabilities.csv": "id,location_id,accessibility\nb1,l1,Ramp\n",
}

VERSION_1 = {
    name: text
    for name, text in VERSION_2.items()
    if name
    not in {
        "service_at_location.csv",
        "schedules.csv",
        "service_attributes.csv",
        "taxonomy_terms.csv",
        "service_areas.csv",
    }
} | {
    "services.csv": VERSION_3["services.csv"].replace("eligibility_description", "eligibility"),
    "services_at_location.csv": VERSION_3["service_at_location.csv"],
    "regular_schedules.csv": "id,service_id,location_id,weekday,opens_at,closes_at\nh1,s1,l1,1,9:00am,17:00:00\n"
    "h2,s1,l1,Tuesday,9:00am,17:00:00\n",
    "services_taxonomy.csv": "id,service_id,taxonomy_id,taxonomy_detail\nt1,s1,x1,\n",
    "taxonomy.csv": "id,name,parent_id,parent_name,vocabulary\nx1,Befriending,,,ESD\n",
    "service_areas.csv": "id,service_id,service_area,description\nr1,s1,Bolton,\n",
    "languages.csv": "id,service_id,language\ng1,s1,Urdu\n",
    "eligibility.csv": "id,service_id,eligibility\ne1,s1,Women and men\n",
}

OHANA = {
    "organizations.csv": "id,name,website\n1,Example Trust,https://example.org\n",
    "locations.csv": "id,organization_id,name,accessibility,languages,latitude,longitude,virtual\n"
    '1,1,The Hall,"ramp, wheelchair","English, Urdu",53.5,-2.4,false\n',
    "addresses.csv": "id,location_id,address_1,city,postal_code\n1,1,1 High Street,Bolton,BL1 1AA\n",
    "mail_addresses.csv": "id,location_id,address_1,city,postal_code\n1,1,PO Box 1,Leeds,LS1 1AA\n",
    "phones.csv": "id,location_id,number,number_type\n1,1,01204 496 000,voice\n2,1,01204 496 009,fax\n",
    "regular_schedules.csv": "id,location_id,weekday,opens_at,closes_at\n1,1,Monday,08:00,17:00\n",
    "services.csv": "id,location_id,name,description,application_process,service_areas,taxonomy_ids,languages,status\n"
    '1,1,Tea Club,Tea,Walk in,"Bolton, Bury","101, 101-01",Polish,active\n',
    "taxonomy.csv": "taxonomy_id,name,parent_id,parent_name\n101,Emergency,,\n101-01,Disaster Response,101,Emergency\n",
}


def as_zip(files: Mapping[str, str], folder: str = "") -> bytes:
    """Return the files packed, in a folder of the zip where one is named."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{folder}{name}", text)
    return out.getvalue()


def described(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files under names that say nothing, with the datapackage.json that tells what they are."""
    names = {name: f"data/{number}.csv" for number, name in enumerate(files)}
    about = {"resources": [{"name": name.removesuffix(".csv"), "path": path} for name, path in names.items()]}
    return {names[name]: text for name, text in files.items()} | {"datapackage.json": json.dumps(about)}
