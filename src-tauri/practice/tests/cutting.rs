//! Cutting an article: what is pasted or opened becomes paragraphs.

use secure_base_practice::Error;

// What is pasted from the web holds scripts and styles; none of it may come onto a page, and no word may be lost.
#[test]
fn an_article_in_html_is_cut_without_its_scripts() {
    let html = "<!doctype html><html><head><title>On &amp; rest</title><style>p { color: red }</style>
        <script>document.write('<p>evil</p>'); if (1 < 2) alert(1)</script></head><body onload=alert(1)>
        <nav>Menu</nav><h1>Rest</h1><p>Sleep <b>well</b>,\n my friend.<br>Always.</p>
        <ul><li>Tea</li><li>A <i>book</i></li></ul><p>2 ** 3</p><p><strong>Open<p>Last</body>";
    let cut = secure_base_practice::cut(html).unwrap();
    assert_eq!(cut.title, "On & rest");
    let found: Vec<_> = cut.paragraphs.iter().map(|one| (one.text.as_str(), one.heading)).collect();
    let expected = [
        ("Rest", true),
        ("Sleep **well**, my friend. Always.", false),
        ("- Tea\n- A book", false),
        ("2 * * 3", false),
        ("**Open**", false),
        ("Last", false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn text_and_markdown_are_cut_at_empty_lines() {
    let cut = secure_base_practice::cut("# On rest\n\nOne\nline.\n\n- tea\n- a book\n\nLast.\r\n").unwrap();
    let found: Vec<_> = cut.paragraphs.iter().map(|one| one.text.as_str()).collect();
    assert_eq!((cut.title.as_str(), found), ("On rest", vec!["On rest", "One line.", "- tea\n- a book", "Last."]));
    assert!(matches!(secure_base_practice::cut(" \n "), Err(Error::Invalid(_))));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.html");
    std::fs::File::create(&path).unwrap().set_len(40_000_000).unwrap();
    assert!(matches!(secure_base_practice::cut_file(&path), Err(Error::Invalid(_))), "it is refused unread");
    std::fs::write(&path, b"\x00\x01").unwrap();
    assert!(matches!(secure_base_practice::cut_file(&path), Err(Error::Invalid(_))));
    std::fs::write(&path, b"<p>caf\xe9</p>").unwrap();
    assert_eq!(secure_base_practice::cut_file(&path).unwrap().paragraphs[0].text, "caf\u{e9}");
}

fn texts(text: &str) -> Vec<String> {
    secure_base_practice::cut(text).unwrap().paragraphs.into_iter().map(|one| one.text).collect()
}

// A piece of a web page is a web page: else its tags, and the source of its scripts, stand on the page.
#[test]
fn a_piece_of_a_web_page_is_told_from_text() {
    assert_eq!(texts("<h3>Rest</h3><script>steal()</script><ul><li>Sleep</li></ul>"), ["Rest", "- Sleep"]);
    for piece in
        ["<section>Rest", "<!-- x --> Rest", "<span class=a>Rest</span>", "<table><tr><td>Rest", "<ol><li>Rest"]
    {
        let found = texts(piece);
        assert!(found.len() == 1 && found[0].trim_start_matches("1. ") == "Rest", "{piece}: {found:?}");
    }
    for words in ["a < b and b > c", "<ftp:bo.example> says so", "Write to <bo@example.org>.", "<3 to all"] {
        assert_eq!(texts(words), [words], "it is no markup");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("piece.HTML");
    std::fs::write(&path, "<dl><dt>Rest &amp; sleep").unwrap();
    assert_eq!(secure_base_practice::cut_file(&path).unwrap().paragraphs[0].text, "Rest & sleep", "its name says so");
}

// The number of a step is a word of the author's too.
#[test]
fn numbers_of_lists_are_kept() {
    assert_eq!(
        texts("<ol start=3><li>Sit</li><li>Rest<ul><li>Tea</li></ul></li><li>Go</li></ol>"),
        ["3. Sit\n4. Rest", "- Tea", "5. Go"]
    );
    assert_eq!(texts("Do:\n1. Sit\n   well\n2) Rest\n\n12. Go"), ["Do:", "1. Sit well\n2. Rest", "12. Go"]);
    assert_eq!(texts("It was on the\n15. of May. Then\n\n5."), ["It was on the 15. of May. Then", "5."]);
    assert_eq!(texts("<ol><li></li><li>Sit</li></ol>"), ["2. Sit"]);
}

// Many pages part their paragraphs by two line ends and no more.
#[test]
fn two_line_ends_make_a_paragraph() {
    assert_eq!(texts("<div>One.<br>Still.<br> <br/>Two.<br><br><br>Three.</div>"), ["One. Still.", "Two.", "Three."]);
    assert_eq!(texts("<ul><li>One<br><br>more</li><li>Two</li></ul>"), ["- One more\n- Two"]);
    assert_eq!(texts("<p>One <svg><title/><path/></svg> two.</p><p>Three.</p>"), ["One two.", "Three."]);
}
