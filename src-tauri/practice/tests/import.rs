//! Clients out of files of other programs: every row is added, shown as a twin, or named with what is wrong; and all are
//! added together or none.

use std::{fs, time::Instant};

use secure_base_practice::{
    ClientState, DateOrder, Error, ImportCheck, ImportChoice, ImportField, ImportFile, LogFilter, Practice, Removable,
};
use tempfile::TempDir;

use crate::{
    Scratch, add, at,
    shelf::{full, problems, shelf},
};

/// The file of these bytes, and how it would be read if nobody chose anything.
fn file(bytes: impl AsRef<[u8]>) -> (ImportFile, ImportChoice) {
    let folder: TempDir = tempfile::tempdir().unwrap();
    let path = folder.path().join("clients.csv");
    fs::write(&path, bytes).unwrap();
    let file = ImportFile::read(&path).unwrap();
    let preview = file.preview();
    let fields = preview.columns.iter().map(|column| column.field).collect();
    (file, ImportChoice { header: preview.header, fields, ..ImportChoice::default() })
}

fn check(practice: &Practice, bytes: impl AsRef<[u8]>) -> ImportCheck {
    let (file, choice) = file(bytes);
    practice.check_import(&file, &choice, at(9, 0)).unwrap()
}

fn names(practice: &Practice) -> Vec<String> {
    practice.clients("").unwrap().into_iter().map(|line| line.name).collect()
}

#[test]
fn a_table_becomes_clients_with_everything_that_is_known() {
    let (_scratch, mut practice) = Scratch::new();
    let table = "First name;Last name;Known as;Date of birth;Phone;Mobile;Street;City;Status;Tags;Emergency contact\r\n\
                 Maren;Holloway;Maz;23.4.1980;01;02;4 Low Row;Leith;waitlist;evening, online;Jo\r\n";
    let (file, choice) = file(table);
    assert_eq!(practice.check_import(&file, &choice, at(9, 0)).unwrap().fit, 1);
    assert!(names(&practice).is_empty(), "looking changes nothing");
    practice.import_clients(&file, &choice, at(9, 0), |_| true).unwrap();
    let line = practice.clients("").unwrap().remove(0);
    let client = practice.client(line.id).unwrap();
    assert_eq!((client.name.as_str(), client.preferred_name.as_str()), ("Maren Holloway", "Maz"));
    assert_eq!(client.birth_date.unwrap().to_string(), "1980-04-23");
    assert_eq!((client.phone.as_str(), client.address.as_str()), ("01, 02", "4 Low Row\nLeith"));
    assert_eq!((client.state, client.emergency.name.as_str()), (ClientState::Waiting, "Jo"));
    assert_eq!(client.labels, ["evening", "online"]);
}

#[test]
fn letters_are_read_as_they_were_written() {
    let (_scratch, practice) = Scratch::new();
    let text = "Name,Email\nZoë Þórsdóttir,z@example.org\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: bool| {
        let marked = if mark { format!("\u{feff}{text}") } else { text.into() };
        marked.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let kinds: [(Vec<u8>, &str, bool); 6] = [
        (text.into(), "UTF-8", false),
        (format!("\u{feff}{text}").into(), "UTF-8", false),
        (utf16(u16::to_le_bytes, true), "UTF-16", false),
        (utf16(u16::to_be_bytes, true), "UTF-16", false),
        (utf16(u16::to_le_bytes, false), "UTF-16", true),
        (latin, "Windows-1252", true),
    ];
    for (bytes, encoding, guessed) in kinds {
        let (file, choice) = file(bytes);
        let preview = file.preview();
        assert_eq!((preview.encoding.as_str(), preview.guessed), (encoding, guessed));
        let check = practice.check_import(&file, &choice, at(9, 0)).unwrap();
        assert_eq!(check.samples[0].name, "Zoë Þórsdóttir", "{encoding}");
    }
    for (bytes, words) in
        [(&b"PK\x03\x04zip"[..], "spreadsheet"), (b"\x00\x01\x02\xff\xfe", "no text"), (b"\n \n", "nothing")]
    {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("x"), bytes).unwrap();
        let why = ImportFile::read(&folder.path().join("x")).unwrap_err().to_string();
        assert!(why.contains(words), "{words}: {why}");
    }
}

#[test]
fn every_row_that_cannot_be_read_is_named_and_the_others_are_taken() {
    let (_scratch, mut practice) = Scratch::new();
    let table = "Name,Date of birth,Status\n\
                 Ada,1980-04-23,active\n\
                 \"Bo,1981-01-01,active\n\
                 Cleo,2031-01-01,active\n\
                 Dara,1899-01-01,active\n\
                 ,1980-01-01,active\n\
                 Edwin,31.2.1980,active\n\
                 Farah,1980-01-01,sleeping\n\
                 Goran, Esq.,1980-01-01,active\n\
                 Hana,,\n";
    let (file, choice) = file(table);
    let check = practice.check_import(&file, &choice, at(9, 0)).unwrap();
    let why: Vec<(u32, &str)> = check.told_bad.iter().map(|bad| (bad.row, bad.why.as_str())).collect();
    assert_eq!(why.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3, 4, 5, 6, 7, 8, 9], "{why:?}");
    for ((_, why), words) in
        why.iter().zip(["quotation mark", "in the future", "before 1900", "no name", "no day", "state", "4 cells"])
    {
        assert!(why.contains(words) && why.ends_with('.'), "{words}: {why}");
    }
    assert_eq!((check.fit, check.bad), (2, 7));
    practice.import_clients(&file, &choice, at(9, 0), |_| true).unwrap();
    assert_eq!(names(&practice), ["Ada", "Hana"]);
}

#[test]
fn the_order_of_day_and_month_is_asked_unless_the_file_tells() {
    let (_scratch, mut practice) = Scratch::new();
    let (unclear, mut choice) = file("Name,DOB\nAda,3/4/1980\nBo,4.4.1980\n");
    let asked = practice.check_import(&unclear, &choice, at(9, 0)).unwrap();
    assert_eq!((asked.ask_order.as_deref(), asked.date_order), (Some("3/4/1980"), None));
    assert!(matches!(practice.import_clients(&unclear, &choice, at(9, 0), |_| true), Err(Error::Invalid(_))));
    for (order, day) in [(DateOrder::DayFirst, "1980-04-03"), (DateOrder::MonthFirst, "1980-03-04")] {
        choice.date_order = Some(order);
        let told = practice.check_import(&unclear, &choice, at(9, 0)).unwrap();
        assert_eq!(told.samples[0].birth_date.unwrap().to_string(), day);
        assert_eq!((told.ask_order, told.date_order), (None, Some(order)));
    }
    let told = check(&practice, "Name,DOB\nAda,3/4/1980\nBo,3/14/1980\n");
    assert_eq!((told.ask_order, told.date_order), (None, Some(DateOrder::MonthFirst)));
}

#[test]
fn who_is_here_already_is_shown_and_added_only_when_wished() {
    let (_scratch, mut practice) = Scratch::new();
    add(&mut practice, "Ada  Fennimore");
    let table = "Name,DOB\nada fennimore,\nAda Fennimore,1980-04-23\nBo,1981-01-01\nBO,1981-01-01\n";
    let (file, mut choice) = file(table);
    let check = practice.check_import(&file, &choice, at(9, 0)).unwrap();
    let twins: Vec<_> = check.told_twins.iter().map(|twin| (twin.row, twin.twin_row)).collect();
    assert_eq!((check.fit, twins), (1, vec![(2, None), (3, None), (5, Some(4))]));
    choice.keep_twins = true;
    assert_eq!(practice.check_import(&file, &choice, at(9, 0)).unwrap().fit, 4);
    choice.keep_twins = false;
    practice.import_clients(&file, &choice, at(9, 0), |_| true).unwrap();
    assert_eq!(names(&practice).len(), 2);
}

#[test]
fn a_column_must_be_the_name_and_any_may_be_chosen() {
    let (_scratch, practice) = Scratch::new();
    let (file, mut choice) = file("Who\tx\nAda\ty\n");
    assert!(!choice.header && choice.fields == [None, None], "nothing is recognised");
    assert!(matches!(practice.check_import(&file, &choice, at(9, 0)), Err(Error::Invalid(_))));
    choice.fields[0] = Some(ImportField::Name);
    assert_eq!(practice.check_import(&file, &choice, at(9, 0)).unwrap().fit, 2);
    choice.header = true;
    assert_eq!(practice.check_import(&file, &choice, at(9, 0)).unwrap().fit, 1);
}

#[test]
fn cards_of_an_address_book_become_clients() {
    let (_scratch, mut practice) = Scratch::new();
    let card = |name: &str| format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nBDAY:19800423\r\nEND:VCARD\r\n");
    let (file, choice) = file(card("Ada") + &card("") + &card("Bo"));
    let check = practice.check_import(&file, &choice, at(9, 0)).unwrap();
    assert_eq!((check.fit, check.told_bad[0].row), (2, 2));
    practice.import_clients(&file, &choice, at(9, 0), |_| true).unwrap();
    assert_eq!(names(&practice), ["Ada", "Bo"]);
}

#[test]
fn an_import_that_fails_half_way_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    // The third is refused by the database itself.
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON client WHEN new.name = 'Cleo'
                  BEGIN SELECT RAISE (ABORT, 'refused'); END";
    shelf().by_hand(folder.path()).execute_batch(refuse).unwrap();
    let mut practice = shelf().open(folder.path()).unwrap();
    let (file, choice) = file("Name\nAda\nBo\nCleo\n");
    let before = (names(&practice), practice.log_page(&LogFilter::default()).unwrap().len());
    assert!(practice.import_clients(&file, &choice, at(21, 0), |_| true).is_err());
    assert_eq!((names(&practice), practice.log_page(&LogFilter::default()).unwrap().len()), before);
    drop(practice);
    shelf().by_hand(folder.path()).execute_batch("DROP TRIGGER refuse").unwrap();
    let mut practice = shelf().open(folder.path()).unwrap();
    practice.import_clients(&file, &choice, at(21, 1), |_| true).unwrap();
    assert_eq!(names(&practice).len(), before.0.len() + 3);
    assert_eq!(problems(&practice), [""; 0]);
}

// Whoever stops half-way must not have half a list, of which nobody can tell later who is in it.
#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let (_scratch, mut practice) = Scratch::new();
    add(&mut practice, "Ada");
    let log = |practice: &Practice| practice.log_page(&LogFilter::default()).unwrap().len();
    let before = log(&practice);
    let (file, choice) = file("Name,Tags\nBo,evening\nCleo,\nDara,\n");
    let mut heard = Vec::new();
    let stopped = practice.import_clients(&file, &choice, at(21, 0), |so_far| {
        heard.push(so_far);
        so_far < 2
    });
    assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    assert_eq!(heard, [0, 1, 2], "it is told how far it has come");
    assert_eq!((names(&practice), log(&practice)), (vec!["Ada".to_owned()], before));
    assert!(practice.labels().unwrap().is_empty());
    let added = practice.import_clients(&file, &choice, at(21, 1), |_| true).unwrap().value;
    assert_eq!(added.len(), 3);
    assert_eq!(problems(&practice), [""; 0]);
}

// The wrong file was chosen: all who came out of it go at once, and nobody else.
#[test]
fn those_who_were_imported_go_into_the_trash_together() {
    let (_scratch, mut practice) = Scratch::new();
    add(&mut practice, "Ada");
    let (file, choice) = file("Name\nBo\nCleo\nDara\n");
    let added = practice.import_clients(&file, &choice, at(9, 0), |_| true).unwrap().value;
    practice.remove(Removable::Client(added[1]), at(9, 1)).unwrap();
    let last_save = |practice: &Practice| practice.log_page(&LogFilter::default()).unwrap()[0].entry.save;
    let before = last_save(&practice);
    assert_eq!(practice.remove_clients(&added, at(9, 2)).unwrap().value, 2, "one was there already");
    assert_eq!(last_save(&practice), before + 1, "one change");
    assert_eq!((names(&practice), practice.trash(at(9, 3)).unwrap().len()), (vec!["Ada".to_owned()], 3));
    practice.put_back(Removable::Client(added[0]), at(9, 4)).unwrap();
    assert_eq!(names(&practice), ["Ada", "Bo"]);
    assert_eq!(problems(&practice), [""; 0]);
}

// A practice that moves in brings everybody at once: fifty thousand rows in a full run, a tenth of them otherwise.
#[test]
fn fifty_thousand_rows_are_added_in_one_go() {
    let (_scratch, mut practice) = Scratch::new();
    let thousands: u32 = if full() { 50 } else { 5 };
    let fit = 998 * thousands + 1;
    let mut table = String::from("Name,Date of birth,Phone,Tags\n");
    for n in 0..1000 * thousands {
        // Some broken, some twins, as in life.
        let line = match n % 1000 {
            7 => format!("\"Broken {n},1980-01-01,,\n"),
            9 => "Twin,1980-01-01,,\n".into(),
            _ => format!("Client {n},1980-01-01,0131 {n},evening\n"),
        };
        table.push_str(&line);
    }
    let (file, choice) = file(table);
    let started = Instant::now();
    let check = practice.check_import(&file, &choice, at(9, 0)).unwrap();
    let looked = started.elapsed();
    assert_eq!((check.fit, check.twins, check.bad), (fit, thousands - 1, thousands));
    let started = Instant::now();
    let added = practice.import_clients(&file, &choice, at(9, 0), |_| true).unwrap();
    let took = started.elapsed();
    assert_eq!((added.value.len(), added.touched.len()), (fit as usize, fit as usize), "each has its entry");
    let started = Instant::now();
    assert_eq!(practice.clients("").unwrap().len(), fit as usize);
    println!("looked through in {looked:?}, added in {took:?}, listed in {:?}", started.elapsed());
    assert_eq!(practice.labels().unwrap(), ["evening"]);
}

// Read the wrong way round, a whole list of birth dates is wrong, and one mistyped row must not decide it.
#[test]
fn where_days_are_written_in_both_orders_it_is_asked() {
    let (_scratch, practice) = Scratch::new();
    let mixed = "Name,Date of birth\nOne,3/4/1980\nTwo,3/25/1981\nThree,25/3/1982\n";
    let asked = check(&practice, mixed);
    assert_eq!((asked.ask_order.as_deref(), asked.date_order), (Some("3/4/1980"), None));
}

// Whom one list has with a birth date and the other without may be one person: added twice without a word, her notes part.
#[test]
fn a_namesake_without_a_birth_date_may_be_the_same() {
    let (_scratch, mut practice) = Scratch::new();
    let (known, choice) = file("Name,Date of birth\nMaren Holloway,1980-04-23\nJo Larkmead,\n");
    practice.import_clients(&known, &choice, at(9, 0), |_| true).unwrap();
    let again = check(&practice, "Name,Date of birth\nmaren  holloway,\nJo Larkmead,1990-01-02\n");
    assert_eq!((again.twins, again.fit), (2, 0));
    let other = check(&practice, "Name,Date of birth\nMaren Holloway,1981-04-23\n");
    assert_eq!((other.twins, other.fit), (0, 1), "another birth date is another person's");
}

// What Excel and Apple's address book write by themselves costs no row.
#[test]
fn the_ways_of_other_programs_are_known() {
    let (_scratch, practice) = Scratch::new();
    let (excel, choice) = file("sep=;\r\nName;Email\r\nLarkmead, Jo;jo@example.org\r\n\"open;x\r\n");
    let preview = excel.preview();
    assert_eq!((preview.delimiter.as_str(), preview.header, preview.columns.len()), (";", true, 2));
    let found = practice.check_import(&excel, &choice, at(9, 0)).unwrap();
    assert_eq!((found.samples[0].name.as_str(), found.fit), ("Larkmead, Jo", 1));
    assert_eq!(found.told_bad[0].row, 3);
    assert!(found.told_bad[0].why.contains("line 4 of the file"), "{}", found.told_bad[0].why);
    let card = |day: &str| format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n{day}\nEND:VCARD\n");
    let born =
        |day: &str| check(&practice, card(day)).samples.first().map(|one| one.birth_date.map(|day| day.to_string()));
    assert_eq!(born("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-23"), Some(None), "a day without its year");
    assert_eq!(born("BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1980-04-23"), Some(Some("1980-04-23".into())));
}
