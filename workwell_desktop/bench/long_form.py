"""A questionnaire of sixty questions for measuring, as a service might write one of its own."""

from __future__ import annotations

QUESTIONS = 60
TITLE = "Sixty questions for measuring"
NAME = "sixty_questions"
ANSWERS = ("Not at all", "Several days", "More than half the days", "Nearly every day")


def question(number: int) -> str:
    """Return the words of a question, from 1."""
    return f"{number}. How often did this get in the way of your day, in the last two weeks?"


def long_form() -> tuple[str, str]:
    """Return the name of the file and its text."""
    options = ", ".join(
        f'{{ code = "a{place}", label = "{word}", value = {place} }}' for place, word in enumerate(ANSWERS)
    )
    lines = [
        f'id = "{NAME}"', "version = 1", f'title = "{TITLE}"', 'source = "WorkWell Desktop, for measuring"',
        'licence = "MIT"', "own_words = true", "", "[[option_sets]]", 'id = "often"', f"options = [{options}]", "",
        "[[sections]]", f'id = "{NAME}"', f'title = "{TITLE}"',
    ]  # fmt: skip
    for number in range(1, QUESTIONS + 1):
        lines += [
            "", "[[sections.items]]", f'id = "sixty_{number}"', f'text = "{question(number)}"', 'kind = "choice"',
            'options_from = "often"',
        ]  # fmt: skip
    names = ", ".join(f'"sixty_{number}"' for number in range(1, QUESTIONS + 1))
    lines += [
        "", "[scoring]", f'title = "{TITLE}"', f"items = [{names}]", "low = 0", f"high = {3 * QUESTIONS}",
        'missing = "no_total"', 'no_bands = "It is for measuring."', 'source = "WorkWell Desktop"',
        'note = "This is a count of answers."',
    ]  # fmt: skip
    return f"{NAME}.toml", "\n".join(lines) + "\n"
