//! A small library of the tests' own, with every kind of material, and a composition with every kind of part.

use std::sync::OnceLock;

use secure_base_handouts::Library;

/// The files of the library: their paths and texts.
pub const FILES: &[(&str, &str)] = &[
    (
        "articles.toml",
        "[first]\ntitle = \"A first article\"\n\n[second]\ntitle = \"A second article\"\nauthor = \"N. N.\"\n",
    ),
    (
        "material/first/calm-idea.md",
        "+++\nid = \"calm-idea\"\ntitle = \"Calm\"\narticle = \"first\"\nkind = \"idea\"\nfactor = \"B\"\naspect = \"workOn\"\n+++\n\
         A body at rest **settles** the mind.\n\nIt takes a while. That is how bodies are.\n",
    ),
    (
        "material/first/body-idea.md",
        "+++\nid = \"body-idea\"\ntitle = \"Body\"\narticle = \"first\"\nkind = \"idea\"\nfactor = \"B\"\naspect = \"shows\"\n+++\n\
         The body tells.\n",
    ),
    (
        "material/first/four-things.md",
        "+++\nid = \"four-things\"\ntitle = \"Four things\"\narticle = \"first\"\nkind = \"list\"\n+++\n\
         Four things help:\n\n- A walk\n- A meal\n- A call to someone who is kind and has the time for it\n- Sleep\n",
    ),
    (
        "material/first/two-questions.md",
        "+++\nid = \"two-questions\"\ntitle = \"Two questions\"\narticle = \"first\"\nkind = \"questions\"\npartner = false\n+++\n\
         - When did it start?\n- Who knows about it, and who would you like to know, now or later?\n",
    ),
    (
        "material/second/one-evening.md",
        "+++\nid = \"one-evening\"\ntitle = \"One evening\"\narticle = \"second\"\nkind = \"example\"\n+++\n\
         Robin waits. No message comes. Robin makes tea and rings Noor.\n\nThey talk for a while.\n",
    ),
    (
        "material/second/ten-breaths.md",
        "+++\nid = \"ten-breaths\"\ntitle = \"Ten breaths\"\narticle = \"second\"\nkind = \"practice\"\nfactor = \"S\"\npartner = false\n+++\n\
         Do this once a day:\n\n1. Sit down.\n2. Breathe ten times, and count.\n3. Get up.\n",
    ),
    (
        "material/second/two-hills.md",
        "+++\nid = \"two-hills\"\ntitle = \"Two hills\"\narticle = \"second\"\nkind = \"model\"\npicture = \"hills\"\n\
         alt = \"Two hills with a path between them.\"\n+++\nThe path is there in the dark as well.\n",
    ),
    (
        "material/second/where-from.md",
        "+++\nid = \"where-from\"\ntitle = \"Where from\"\narticle = \"second\"\nkind = \"source\"\n+++\n\
         The article says so. Nobody has counted.\n",
    ),
    (
        "pictures/hills.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 150 130\"><g transform=\"translate(5 5)\">\
         <path d=\"M0 70Q30 0 60 70T130 70V90H0Z\" fill=\"#dfeae7\" stroke=\"#0f4c4a\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/>\
         <circle cx=\"65\" cy=\"20\" r=\"8\" fill=\"none\" stroke=\"#7d4a78\" stroke-width=\"2\" stroke-dasharray=\"0 4\" stroke-linecap=\"round\"/>\
         <text x=\"4\" y=\"112\" font-family=\"Atkinson Hyperlegible Next\" font-size=\"14\" fill=\"#1f2523\">a path</text>\
         </g></svg>",
    ),
    (
        "homework/count-to-ten.toml",
        "id = \"count-to-ten\"\ntitle = \"Count to ten\"\nwhat = \"Breathe ten times.\"\nwhy = \"It settles you.\"\n\
         when = \"after breakfast\"\noften = \"once a day\"\nminutes = 5\nfactor = \"S\"\naspect = \"workOn\"\n",
    ),
];

/// A composition that uses every kind of part, because the shipped handouts may not.
pub const EVERY_PART: &str = r#"
id = "every-part"
title = "Every part at once"
message = "A page may hold many things."
purpose = "To see that **each** of them is set, marked and kept whole."
figure = "two-hills"
summary = "All of it, in short."
safety = "Stop where it hurts."
partner = true
therapist_lines = 3
homework = ["count-to-ten"]

[[part]]
kind = "text"
heading = "To read"
material = ["calm-idea", "four-things", "one-evening", "ten-breaths", "two-questions"]

[[part]]
kind = "compare"
heading = "Two ways"
left = { name = "Then", material = ["calm-idea", "four-things"] }
right = { name = "Now", material = ["one-evening"] }

[[part]]
kind = "picture"
heading = "To look at"
material = "two-hills"

[[part]]
kind = "answers"
heading = "To answer"
prompt = "Take your time."
material = ["two-questions"]
lines = 2

[[part]]
kind = "roots"
[[part.root]]
factor = "B"
name = "Body"
material = ["body-idea"]

[[part]]
kind = "table"
heading = "To fill in"
prompt = "What came up, and what helped?"
columns = ["What happened", "What I felt", "What helped"]
rows = 5

[[part]]
kind = "table"
prompt = "My week:"
columns = ["Day", "How it was"]
row = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

[[part]]
kind = "ticks"
prompt = "What did you try?"
options = ["A walk", "A call to a friend", "Ten slow breaths", "A long bath on a quiet night at home"]

[[part]]
kind = "scale"
prompt = "How was it?"
low = "hard"
high = "easy"
row = [{ name = "Today" }, { name = "Last week", factor = "S" }]

[[part]]
kind = "lines"
prompt = "What else?"
lines = 12

[[part]]
kind = "text"
material = ["where-from"]
"#;

/// The library, read once.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::read(&files()).expect("the fixture can be read"))
}

/// Its files, as a library is read from.
pub fn files() -> Vec<(String, &'static str)> {
    FILES.iter().map(|(path, text)| ((*path).to_owned(), *text)).collect()
}
