"""The words by which an e-mailed referral says what is what: labels, kinds of sender, and how it stands with work."""

from __future__ import annotations

from collections.abc import Mapping

_LABELS: Mapping[str, str] = {
    "name": "name|full name|patient|patient name|patient's name|client|client name|person|participant|their name",
    "first_name": "first name|forename|forenames|given name",
    "last_name": "last name|surname|family name",
    "birth_date": "dob|date of birth|birth date|born|d o b",
    "nhs_number": "nhs number|nhs no|nhs",
    "phone": "tel|tel no|telephone|telephone number|phone|phone number|mobile|mobile number|mobile no|contact number"
    "|contact no|best number",
    "email": "email|e-mail|email address|e-mail address|their email",
    "gp_practice": "gp|gp practice|gp surgery|surgery|registered gp|registered practice",
    "postcode": "postcode|post code",
    "referrer_name": "referrer|referrer name|referred by|referring clinician|your name",
    "referrer_organisation": "organisation|organization|practice|service|team|company"
    "|referring organisation|your practice",
    "source": "source|referral source|referral route",
    "received_on": "date|sent|date of referral|referral date|date received|received",
    "reason": "reason|reason for referral|reason for referring|reason for the referral|why|why now|help wanted"
    "|what help is wanted|details|presenting problem|background",
    "work_status": "work status|employment status|employment|work|working|job status",
    "from": "from",
    "subject": "subject|re",
    "ignore": "to|cc|bcc|reply-to|attachments|importance",
}
LABELS: Mapping[str, str] = {word: field for field, words in _LABELS.items() for word in words.split("|")}
"""A label, in small letters and without full stops, and the field it speaks of."""

SOURCES: tuple[tuple[str, str], ...] = (
    (r"self[- ]?referr?(?:al|ed)|myself", "self"),
    (r"jobcentre|job centre|jcp|dwp|work coach", "jobcentre"),
    (r"gp|surgery|medical centre|medical practice|health centre|practice", "gp"),
    (r"employer|human resources|hr|line manager|occupational health", "employer"),
    (
        r"citizens advice|charity|community|council|social prescrib(?:er|ing)|talking therapies|physio(?:therapy)?",
        "community",
    ),
)
"""Patterns in small letters that say who sends somebody, the surest first, and the code of ``referral_source``."""

WORK: tuple[tuple[str, str], ...] = (
    (r"off sick|signed off|off work|on sick leave|sick leave|fit note", "off_sick"),
    (r"self[- ]employed|own business", "self_employed"),
    (r"out of work|unemployed|not working|lost (?:his|her|their|my) job|jobless|no job", "out_of_work"),
    (r"in education|student|at college|at university|in training|apprentice(?:ship)?", "in_education"),
    (r"in work|still working|at work|employed|working|works (?:as|at|for|in)", "in_work"),
)
"""Patterns in small letters that say how it stands with work, the surest first, and the code of ``work_status``."""
