"""What is typed in a search, and into an intake, while figures are taken. All of it is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from sqlalchemy import func, select

from workwell_desktop.casework.duplicates import Facts, facts_of
from workwell_desktop.casework.fictional.words import fictional_words
from workwell_desktop.casework.intake import IntakeEntry
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.box import Vault

LONGEST = 8  # letters of a prefix
SHORTEST_SLIP = 3  # letters before a slip can be told from another name


def typed_texts(names: int) -> Iterator[str]:
    """Give every state of a search line: the first one to eight letters of common names, both orders, each with a slip.

    ``names`` says how many first and last names are taken, the commonest first.
    """
    for first, last in fictional_words().common_names(names):
        for letters in range(1, LONGEST + 1):
            for before, name in (("", first), ("", last), (f"{first} ", last), (f"{last} ", first)):
                yield before + name[:letters]
                if letters >= SHORTEST_SLIP:
                    yield before + slip(name[:letters], letters)


def typed_numbers(number: int) -> Iterator[str]:
    """Give parts of phone numbers, NHS numbers and postcodes as they are typed, three signs and more."""
    chance = Random(number)  # noqa: S311 - made-up numbers are no secret
    for _ in range(number):
        for whole in (f"07700 900{chance.randrange(1000):03}", f"01632 960{chance.randrange(1000):03}"):
            yield from (whole[:letters] for letters in (3, 4, 7, 10, 12))
        yield f"{chance.randrange(1000):03}"
        yield f"9{chance.randrange(100):02}{chance.randrange(1000):03}"
        postcode = f"{chance.choice(fictional_words().words['post_areas'])}99 {chance.randrange(10)}AZ"
        yield from (postcode[:letters] for letters in (4, 6, 8))
        yield postcode.replace(" ", "").lower()


def texts_to_type(texts: int) -> Iterator[str]:
    """Give texts to be typed letter by letter: a first or last name of eight letters at most, both orders, a slip."""
    for place, (first, last) in enumerate(fictional_words().common_names(texts)):
        word, other = (first, last) if place % 2 else (last, first)
        yield (
            word[:LONGEST],
            f"{other[:3]} {word[: LONGEST - 4]}",
            slip(word[:LONGEST], place),
        )[place % 3]


def slip(word: str, kind: int) -> str:
    """Return a word with one slip in its middle: a letter changed, left out, doubled, or two changed round."""
    at = len(word) // 2
    return (
        word[:at] + "x" + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    )[kind % 4]


def typed_again(vault: Vault, seed: int, number: int) -> Iterator[Facts]:
    """Give what is typed about people who are known, from all over a vault: two in three times with a slip.

    Slips are in the last name, or in the first name with the phone number left out.
    """
    chance = Random(seed)  # noqa: S311 - which people does not matter
    with vault.reading() as session:
        last = session.scalar(select(func.max(Participant.id))) or 0
        people = [session.get_one(Participant, chance.randint(1, last)) for _ in range(number)]
        known = [facts_of(person) for person in people]
    for place, facts in enumerate(known):
        if place % 3 == 1:
            yield replace(facts, last_name=slip(facts.last_name, place // 3), nhs_number="")
        elif place % 3 == 2:
            yield replace(facts, first_name=slip(facts.first_name, place // 3), nhs_number="", mobile="", phone="")
        else:
            yield facts


def entries(number: int) -> Iterator[IntakeEntry]:
    """Give full intakes of new people, as they are typed."""
    words, chance = fictional_words(), Random(number)  # noqa: S311 - made-up people are no secret
    for place in range(number):
        yield IntakeEntry(
            source="gp",
            referrer_name="Dr Example",
            referrer_organisation="Example Surgery",
            received_on="yesterday",
            reason=chance.choice(words.words["reasons"]),
            first_name=words.first_names.one(chance),
            last_name=words.last_starts.one(chance) + words.last_ends.one(chance),
            known_as="Jo" if place % 3 == 0 else "",
            birth_date=f"{1 + place % 28} April {1960 + place % 40}",
            sex="female",
            gender="woman",
            ethnic_group="white_british",
            mobile="07700 900123",
            email="jo@example.org",
            safe_to_message="ask_first",
            address="1 Example Street, Example Town",
            postcode="YO99 1AZ",
            lives_in_area="yes",
            gp_in_area="yes",
            jobcentre="Exampleton Jobcentre",
            jobcentre_in_area="yes",
            gp_practice="Example Surgery",
            needs=("format_large", "support_more_time"),
            contact_way="text",
            needs_asked="person",
            needs_checked_on="today",
            needs_review_on="in a year",
            work_status="off_sick",
            right_to_work="yes",
            employer="Example Stores",
            employer_address="2 Example Road, Example Town",
            manager_name="R. Example",
            manager_role="Store manager",
            job_title="Sales assistant",
            hours_per_week="30",
            last_worked_on="3 weeks ago",
            conditions=("back_neck", "low_mood_anxiety"),
        )
