"""The faults. Each is a name, a piece of the sound rulebook, what stands there instead, and every problem that is told."""

# ruff: noqa: E501  # one fault or problem a line, so that the list can be read as a table

Fault = tuple[str, str, str, tuple[str, ...]]

FAULTS: tuple[Fault, ...] = (
    ("a version that is missing", 'version: "7"\n', "", (
        '3:1: Missing "version" at the top of the file.',
    )),
    ("a version with a blank in it", '"7"', '"7 b"', (
        '2:1: The version is letters, digits, ".", "_" and "-", at most 32 of them, such as "2026.11".',
    )),
    ("an unknown part", "aspects:\n", "facets:\n", (
        '39:1: Unknown key "facets". Did you mean "aspects"?',
    )),
    ("a part that is a text", "groups:\n- {id: way, title: The way}\n- {id: things, title: The things}\n", "groups: none\n", (
        '9:1: "groups" must be a list of entries.',
    )),
    ("an option without a name", "name: Walk, ", "", (
        '5:3: Missing "name".',
    )),
    ("an option with an empty name", "name: Walk", 'name: " "', (
        "5:14: name: There is nothing here. Expected a text.",
    )),
    ("an option with an unknown key", "summary: On foot", "sumary: On foot", (
        '5:3: Missing "summary".',
        '5:26: Unknown key "sumary". Did you mean "summary"?',
    )),
    ("an option without parts", ", parts: [shoes]}", "}", (
        '5:3: Missing "parts".',
    )),
    ("parts that are one text", "parts: [shoes]", "parts: shoes", (
        "5:44: parts: Expected a list, such as [a, b].",
    )),
    ("an option that is defined twice", "id: cycle, name", "id: walk, name", (
        '6:4: The option "walk" is defined twice. Rename or remove one.',
        '61:16: Unknown option "cycle". Known: drive, walk.',
        '68:26: Unknown option "cycle". Known: drive, walk.',
        '89:88: Unknown option "cycle". Known: drive, walk.',
    )),
    ("an id with a capital", "{id: walk, name", "{id: Walk, name", (
        '5:4: "Walk" is not an id: use a to z, 0 to 9, "_" or "-", at most 48.',
        '53:3: Unknown option "walk". Did you mean "Walk"?',
        '68:20: Unknown option "walk". Did you mean "Walk"?',
        '85:49: Unknown option "walk". Did you mean "Walk"?',
        '86:55: Unknown option "walk". Did you mean "Walk"?',
    )),
    ("an id that ends in a line", "{id: stay, name", "{id: stay_, name", (
        '33:4: "stay_" is not an id: use a to z, 0 to 9, "_" or "-", at most 48.',
        '80:3: Unknown alternative "stay". Did you mean "stay_"?',
        '93:91: Unknown alternative "stay". Did you mean "stay_"?',
    )),
    ("an id that is too long", "{id: guide,", "{id: ggggggggggggggggggggggggggggggggggggggggggggggggg,", (
        '37:4: "ggggggggggggggggggggggggggggggggggggggggggggggg…" is not an id: use a to z, 0 to 9, "_" or "-", at most 48.',
        '45:18: Unknown source "guide". Known: ggggggggggggggggggggggggggggggggggggggggggggggg…, map.',
        '64:18: Unknown source "guide". Known: ggggggggggggggggggggggggggggggggggggggggggggggg…, map.',
    )),
    ("an id with a letter of another script", "{id: way,", "{id: wаy,", (
        '10:4: "wаy" is not an id: use a to z, 0 to 9, "_" or "-", at most 48. U+0430 CYRILLIC SMALL LETTER A is none of them.',
        '15:3: Unknown group "way". Did you mean "wаy"?',
    )),
    ("an id that is a list", "{id: way,", "{id: [way],", (
        "10:4: id: Expected a text.",
        '15:3: Unknown group "way". Known: things.',
    )),
    ("an entry that is a word", "- {id: things, title: The things}", "- things", (
        "11:3: Expected an entry with keys (id, title).",
        '24:3: Unknown group "things". Known: way.',
    )),
    ("an entry that is empty", "- {id: things, title: The things}", "-", (
        "11:2: Expected an entry with keys (id, title).",
        '24:3: Unknown group "things". Known: way.',
    )),
    ("a group that is defined twice", "{id: things, title", "{id: way, title", (
        '11:4: The group "way" is defined twice. Rename or remove one.',
        '24:3: Unknown group "things". Known: way.',
    )),
    ("a group that is unknown", "group: things", "group: thing", (
        '24:3: Unknown group "thing". Did you mean "things"?',
    )),
    ("a group that is left out", "  group: things\n", "", (
        '23:3: Missing "group".',
    )),
    ("a question without a question", "  ask: How far is it?\n", "", (
        '14:3: Missing "ask".',
    )),
    ("a question without a reason", "  why: Feet get tired.\n", "", (
        '14:3: Missing "why".',
    )),
    ("a question that is defined twice", "- id: load\n", "- id: distance\n", (
        '23:3: The question "distance" is defined twice. Rename or remove one.',
        '60:25: Unknown question "load". Known: distance.',
        '67:10: Unknown question "load". Known: distance.',
        '79:28: Unknown question "load". Known: distance.',
        '89:67: Unknown question "load". Known: distance.',
        '93:53: Unknown question "load". Known: distance.',
    )),
    ("a question with a name of the address", "- id: load\n", "- id: embed\n", (
        '23:3: "embed" has a meaning of its own in the address of a page. Rename the question.',
        '60:25: Unknown question "load". Known: distance, embed.',
        '67:10: Unknown question "load". Known: distance, embed.',
        '79:28: Unknown question "load". Known: distance, embed.',
        '89:67: Unknown question "load". Known: distance, embed.',
        '93:53: Unknown question "load". Known: distance, embed.',
    )),
    ("a question that is core perhaps", "core: true", "core: perhaps", (
        "16:3: core: Expected true or false.",
    )),
    ("choices that are a mapping", "  choices:\n  - {id: near, label: Near}\n  - {id: far, label: Far}\n  - {id: abroad, label: Abroad}\n", "  choices: {near: Near, far: Far, abroad: Abroad}\n", (
        "19:3: choices: Expected a list, such as [a, b].",
    )),
    ("a choice that is defined twice", "{id: bag, label: A bag}", "{id: piano, label: A bag}", (
        '30:6: The choice "piano" is defined twice.',
        '60:41: Unknown choice of "load" "bag". Known: nothing, piano.',
        '89:67: Unknown choice of "load" "bag". Known: nothing, piano.',
    )),
    ("a choice without a label", "{id: bag, label: A bag}", "{id: bag}", (
        '29:5: Missing "label".',
    )),
    ("a choice whose id is a time", "{id: bag, label: A bag}", "{id: 12:30, label: A bag}", (
        '29:6: "12:30" is not an id: use a to z, 0 to 9, "_" or "-", at most 48.',
        '60:41: Unknown choice of "load" "bag". Known: 12:30, nothing, piano.',
        '89:67: Unknown choice of "load" "bag". Known: 12:30, nothing, piano.',
    )),
    ("one choice alone", "  - {id: nothing, label: Nothing}\n  - {id: bag, label: A bag}\n", "", (
        '27:3: "load" has 1 choices. Offer 2 to 5.',
        '58:32: Unknown choice of "load" "nothing". Known: piano.',
        '58:41: Unknown choice of "load" "bag". Known: piano.',
        '65:10: The clause on "load" names every choice, so it decides nothing. Remove it or narrow it.',
        '77:28: The clause on "load" names every choice, so it decides nothing. Remove it or narrow it.',
        '87:67: Unknown choice of "load" "bag". Known: piano.',
    )),
    ("an alternative with an unknown source", "says: At home., sources: map", "says: At home., sources: mop", (
        '33:42: Unknown source "mop". Did you mean "map"?',
    )),
    ("an alternative with the same source twice", "says: At home., sources: map", "says: At home., sources: [map, map]", (
        '33:57: "map" is named twice here. Remove one.',
    )),
    ("a source without an address", ", url: https://example.org/guide", "", (
        '37:3: Missing "url".',
    )),
    ("a source whose address is a path", "url: https://example.org/guide", "url: /guide", (
        '37:31: "/guide" is no web address. Write one that begins with https:// or http://.',
    )),
    ("a source whose address is a script", "url: https://example.org/guide", "url: 'javascript:alert(1)'", (
        '37:31: "javascript:alert(1)" is no web address. Write one that begins with https:// or http://.',
    )),
    ("a source that is defined twice", "{id: guide,", "{id: map,", (
        '37:4: The source "map" is defined twice. Rename or remove one.',
        '45:18: Unknown source "guide". Known: map.',
        '64:18: Unknown source "guide". Known: map.',
    )),
    ("an aspect with an unknown source", "sources: [map, guide]\n  versions", "sources: [map, gide]\n  versions", (
        '45:18: Unknown source "gide". Did you mean "guide"?',
    )),
    ("an aspect with half a side", "framework: {says: It is easy.}", "framework: {correction: It is easy.}", (
        '44:3: Missing "says".',
    )),
    ("an aspect with an unknown key in a side", "{says: It is easy.}", "{says: It is easy., sais: no}", (
        '44:34: Unknown key "sais".',
    )),
    ("a day that is no day", "  checked: 2026-11-22\n\nrules", "  checked: yesterday\n\nrules", (
        "47:3: checked: Write a day as in 2026-11-22.",
    )),
    ("a day that never was", "  checked: 2026-11-22\n- id: quick", "  checked: 2026-11-31\n- id: quick", (
        "57:3: checked: There is no such day.",
    )),
    ("a day without zeros", "  checked: 2026-11-22\n- id: quick", "  checked: 2026-11-2\n- id: quick", (
        "57:3: checked: Write a day as in 2026-11-22.",
    )),
    ("a rule that is defined twice", "- id: quick\n", "- id: too-far\n", (
        '58:3: The rule "too-far" is defined twice. Rename or remove one.',
        '89:103: Unknown rule "quick". Known: fuel-runs-out, heavy, stay-at-home, too-far.',
        '92:93: Unknown rule "quick". Known: fuel-runs-out, heavy, stay-at-home, too-far.',
    )),
    ("a rule without an aspect", "- id: too-far\n  aspect: time\n", "- id: too-far\n", (
        '50:3: Missing "aspect".',
    )),
    ("a rule with an unknown aspect", "- id: too-far\n  aspect: time\n", "- id: too-far\n  aspect: tim\n", (
        '51:3: Unknown aspect "tim". Did you mean "time"?',
    )),
    ("a rule without clauses", "when: {load: piano}", "when: {}", (
        '67:3: "heavy" has no clause, so it would always hold. Give it one.',
    )),
    ("a rule whose clauses are a list", "when: {load: piano}", "when: [load, piano]", (
        "67:3: when: Expected keys with values, such as {a: b}.",
    )),
    ("a rule without when", "  when: {load: piano}\n", "", (
        '65:3: Missing "when".',
    )),
    ("a clause on an unknown question", "when: {load: piano}", "when: {lode: piano}", (
        '67:10: Unknown question "lode". Did you mean "load"?',
    )),
    ("a clause on an unknown choice", "when: {load: piano}", "when: {load: paino}", (
        '67:10: Unknown choice of "load" "paino". Did you mean "piano"?',
    )),
    ("a clause on a choice of another question", "when: {load: piano}", "when: {load: near}", (
        '67:10: Unknown choice of "load" "near". Known: bag, nothing, piano.',
    )),
    ("a clause with every choice", "when: {load: piano}", "when: {load: [nothing, bag, piano]}", (
        '67:10: The clause on "load" names every choice, so it decides nothing. Remove it or narrow it.',
    )),
    ("a clause without a choice", "when: {load: piano}", "when: {load: []}", (
        '67:10: The clause on "load" names no choice, so it never holds. Name one or remove it.',
    )),
    ("a clause with the same choice twice", "when: {load: piano}", "when: {load: [piano, piano]}", (
        '67:24: "piano" is named twice here. Remove one.',
    )),
    ("a clause that is there twice", "when: {load: piano}", "when: {load: piano, load: bag}", (
        '67:23: "load" is here twice. Remove or rename one.',
    )),
    ("a clause whose choice is a mapping", "when: {load: piano}", "when: {load: {piano: yes}}", (
        "67:10: load: Expected a list, such as [a, b].",
    )),
    ("a rule without a reason", "  because: A piano is heavy.\n", "", (
        '65:3: Missing "because".',
    )),
    ("a rule with two reasons", "  because: A piano is heavy.\n", "  because: A piano is heavy.\n  because: And large.\n", (
        '71:3: "because" is here twice. Remove or rename one.',
    )),
    ("a rule with an unknown source", "  sources: map\n  versions: any\n  checked: 2026-11-22\n- id: quick", "  sources: mapp\n  versions: any\n  checked: 2026-11-22\n- id: quick", (
        '55:3: Unknown source "mapp". Did you mean "map"?',
    )),
    ("a rule with an address that is none", "  sources: map\n  versions: any\n  checked: 2026-11-22\n- id: quick", "  sources: 'ftp://example.org'\n  versions: any\n  checked: 2026-11-22\n- id: quick", (
        '55:3: Unknown source "ftp://example.org". Known: guide, map.',
    )),
    ("a rule without an effect", "  rules_out: walk\n", "", (
        '50:3: "too-far" needs exactly one effect (rules_out, speaks_for, speaks_against, warns, look_elsewhere). Found: none.',
    )),
    ("a rule with two effects", "  rules_out: walk\n", "  rules_out: walk\n  speaks_against: walk\n  strength: slight\n", (
        '50:3: "too-far" needs exactly one effect (rules_out, speaks_for, speaks_against, warns, look_elsewhere). Found: rules_out, speaks_against.',
    )),
    ("a rule with an empty effect", "rules_out: walk", "rules_out: []", (
        '50:3: "too-far" needs exactly one effect (rules_out, speaks_for, speaks_against, warns, look_elsewhere). Found: none.',
    )),
    ("a rule that rules out what is unknown", "rules_out: walk", "rules_out: wlak", (
        '53:3: Unknown option "wlak". Did you mean "walk"?',
    )),
    ("a rule that rules out the same twice", "rules_out: walk", "rules_out: [walk, walk]", (
        '53:21: "walk" is named twice here. Remove one.',
    )),
    ("a rule that speaks for an alternative", "speaks_for: [cycle, drive]", "speaks_for: [cycle, stay]", (
        '61:23: Unknown option "stay". Known: cycle, drive, walk.',
    )),
    ("a rule that leads to an option", "look_elsewhere: stay", "look_elsewhere: walk", (
        '80:3: Unknown alternative "walk". Known: stay.',
    )),
    ("a rule that leads to two alternatives", "look_elsewhere: stay", "look_elsewhere: [stay, stay]", (
        "80:3: look_elsewhere: Expected a text.",
    )),
    ("a reason without strength", "  strength: slight\n", "", (
        "65:3: speaks_against needs strength (strong or slight).",
    )),
    ("a reason with an unknown strength", "strength: slight", "strength: weak", (
        "69:3: strength: Input should be 'strong' or 'slight'.",
    )),
    ("strength for what rules out", "  rules_out: walk\n", "  rules_out: walk\n  strength: strong\n", (
        "54:3: rules_out takes no strength (strong or slight).",
    )),
    ("a warning without a setting", "  setting: Take a can.\n", "", (
        "71:3: A warning needs the setting that removes the risk; nothing else has one.",
    )),
    ("a setting without a warning", "  rules_out: walk\n", "  rules_out: walk\n  setting: Take shoes.\n", (
        "54:3: A warning needs the setting that removes the risk; nothing else has one.",
    )),
    ("a law without a form", "never: walk, ", "", (
        '85:3: "far-is-no-walk" needs exactly one form (never, never_away_from, never_to). Found: none.',
    )),
    ("a law with two forms", "never: walk, ", "never: walk, never_to: walk, ", (
        '85:3: "far-is-no-walk" needs exactly one form (never, never_away_from, never_to). Found: never, never_to.',
    )),
    ("a law without when", ", when: {distance: far}}", "}", (
        '85:3: "far-is-no-walk" needs "when": the answers under which it holds.',
    )),
    ("a law about an unknown option", "never: walk,", "never: wakl,", (
        '85:49: Unknown option "wakl". Did you mean "walk"?',
    )),
    ("a law under an unknown choice", "when: {distance: far}}", "when: {distance: fare}}", (
        '85:69: Unknown choice of "distance" "fare". Did you mean "far"?',
    )),
    ("a law without a question", "question: distance, ", "", (
        '86:3: "further-is-no-walk" needs "question": the one whose answer moves.',
    )),
    ("a law about an unknown question", "question: distance,", "question: distanc,", (
        '86:71: Unknown question "distanc". Did you mean "distance"?',
    )),
    ("a law without an order", ", order: [near, far]", "", (
        '86:3: "further-is-no-walk" needs "order": two or more different choices, from the least to the most.',
    )),
    ("a law with one step", "order: [near, far]", "order: near", (
        '86:91: "further-is-no-walk" needs "order": two or more different choices, from the least to the most.',
    )),
    ("a law that steps on a place", "order: [near, far]", "order: [near, near]", (
        '86:91: "further-is-no-walk" needs "order": two or more different choices, from the least to the most.',
        '86:105: "near" is named twice here. Remove one.',
    )),
    ("a law with an unknown step", "order: [near, far]", "order: [near, fra]", (
        '86:105: Unknown choice of "distance" "fra". Did you mean "far"?',
    )),
    ("a law whose question is a condition", "order: [near, far]", "order: [near, far], when: {distance: far}", (
        '86:118: The answer to "distance" moves, so it cannot be a condition too. Remove it here.',
    )),
    ("a law that never says never", "says: Nobody walks far., ", "", (
        '85:3: Missing "says".',
    )),
    ("an example with an unknown answer", "{distance: far, load: bag}", "{distance: far, load: bug}", (
        '89:67: Unknown choice of "load" "bug". Did you mean "bag"?',
    )),
    ("an example with an unknown question", "{distance: far, load: bag}", "{distance: far, lod: bag}", (
        '89:67: Unknown question "lod". Did you mean "load"?',
    )),
    ("an example with two answers to one question", "{distance: far, load: bag}", "{distance: far, load: [bag, piano]}", (
        "89:67: load: Expected a text.",
    )),
    ("an example that expects an unknown option", "option: cycle", "option: cylce", (
        '89:88: Unknown option "cylce". Did you mean "cycle"?',
    )),
    ("an example that expects an unknown rule", "fires: quick}", "fires: quik}", (
        '89:103: Unknown rule "quik". Did you mean "quick"?',
    )),
    ("an example without a story", "story: Far., ", "", (
        '89:3: Missing "story".',
    )),
    ("a case that expects an unknown word", "word: settled", "word: sure", (
        '93:106: Unknown word "sure". Known: contestable, settled, tied, undecided.',
    )),
    ("a case that expects an unknown alternative", "instead: stay", "instead: go", (
        '93:91: Unknown alternative "go". Known: stay.',
    )),
    ("a case that expects silence of nobody", "silent: [heavy, quick]", "silent: [heavi, quick]", (
        '92:86: Unknown rule "heavi". Did you mean "heavy"?',
    )),
    ("a case with an id", "{name: Far is no walk,", "{name: Far is no walk, id: c,", (
        '92:26: Unknown key "id". Known: answers, expect, name.',
    )),
    ("a case without an expectation", ", expect: {fires: too-far, silent: [heavy, quick]}", "", (
        '92:3: Missing "expect".',
    )),
    ("a bracket that is not closed", "parts: [shoes]}", "parts: [shoes}", (
        "5:57: Not valid YAML: did not find expected ',' or ']'.",
    )),
    ("a key without its colon", "  ask: How far is it?", "  ask How far is it?", (
        "18:3: Not valid YAML: could not find expected ':'.",
    )),
    ("a line that is not indented", "  ask: How far is it?", "ask: How far is it?", (
        "18:6: Not valid YAML: mapping values are not allowed in this context.",
    )),
    ("a text with a colon in it", "because: Wheels are quicker.", "because: Wheels: quicker.", (
        "63:18: Not valid YAML: mapping values are not allowed in this context.",
    )),
    ("an anchor", "rules_out: walk", "rules_out: &w walk", (
        "53:14: Anchors and aliases are not read. Write the value out.",
    )),
    ("a tag", "rules_out: walk", "rules_out: !!str walk", (
        "53:14: The tag tag:yaml.org,2002:str is not read. Remove it.",
    )),
    ("a merge key", "- id: heavy\n", "- id: heavy\n  <<: {}\n", (
        "66:3: Merge keys are not read. Write the values out.",
    )),
    ("a space that nobody sees", "id: heavy", 'id: heavy\u200b', (
        "65:12: There is an invisible character here: U+200B ZERO WIDTH SPACE. Remove it.",
    )),
    ("a text that runs backwards", "Take a can.", 'Take \u202ea can.', (
        "75:17: There is a bidirectional character here: U+202E RIGHT-TO-LEFT OVERRIDE. Remove it.",
    )),
)  # fmt: skip
