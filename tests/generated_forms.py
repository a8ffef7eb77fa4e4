"""Questionnaires of any kind, made up by hypothesis, and answers that fit their questions."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from workwell_desktop.forms import KINDS, RATHER_NOT_SAY, Answer, Item, Option, Questionnaire, Section, ShowIf

WORDS = st.sampled_from(["Not at all", "Several days", "A very long answer that goes on and on", "5", "<b>&"])
TEXTS = st.text("abcé <&1\n", min_size=1, max_size=20).map(str.strip).filter(bool)


@st.composite
def forms_of_any_kind(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of one to six questions of any kinds, some of them asked only after an earlier answer."""
    items: list[Item] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(KINDS))
        chosen = kind in {"choice", "multi"}
        options = tuple(
            Option(f"o{one}", draw(WORDS) + f" {one}") for one in range(draw(st.integers(2, 4)) if chosen else 0)
        )
        earlier = [item for item in items if item.options]
        rule = None
        if earlier and draw(st.booleans()):
            asked = draw(st.sampled_from(earlier))
            rule = ShowIf(asked.id, (draw(st.sampled_from(asked.codes)),))
        high = draw(st.integers(1, 10)) if kind in {"scale", "number"} else 10
        items.append(Item(f"q{number}", f"Question {number}?", kind, options=options, high=high, show_if=rule))
    section = Section("s", "Questions", "", tuple(items))
    return Questionnaire(
        "made_up", 1, "Made up", "Over the last 2 weeks", "", "", "MIT", (section,), None, own_words=True
    )


def answers_to(item: Item) -> st.SearchStrategy[Answer]:
    """Answers that the question can have: fitting ones, and not saying."""
    fitting: st.SearchStrategy[Answer] = {
        "text": TEXTS.map(lambda text: text.replace("\n", " ").strip()).filter(bool),
        "longtext": TEXTS,
        "choice": st.sampled_from(item.codes or ("",)),
        "multi": st.lists(st.sampled_from(item.codes or ("",)), min_size=1, unique=True).map(
            lambda codes: [code for code in item.codes if code in codes]
        ),
        "scale": st.integers(item.low, item.high),
        "number": st.integers(item.low, item.high),
        "date": st.dates(date(1950, 1, 1), date(2026, 11, 1)).map(date.isoformat),
    }[item.kind]
    return st.one_of(fitting, st.just(RATHER_NOT_SAY))
