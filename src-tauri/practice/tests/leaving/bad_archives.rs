//! Archives that were cut, changed or made to do harm: each is refused in words that say what is wrong, and nothing is left.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use data_encoding::HEXLOWER;
use secure_base_practice::{Error, Rebuilt};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{everything, leave, rebuild};
use crate::{Scratch, shelf::problems};

/// An archive made once, to copy.
fn copy() -> (TempDir, PathBuf) {
    static WHOLE: OnceLock<Scratch> = OnceLock::new();
    let whole = WHOLE.get_or_init(|| {
        let (scratch, mut practice) = everything();
        leave(&mut practice, &scratch.folder.path().join("archive"), false);
        scratch
    });
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("archive");
    copy_all(&whole.folder.path().join("archive"), &to);
    (folder, to)
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy_all(&entry.path(), &to) } else { _ = fs::copy(entry.path(), to).unwrap() }
    }
}

fn manifest(archive: &Path) -> Value {
    serde_json::from_slice(&fs::read(archive.join("archive.json")).unwrap()).unwrap()
}

fn put_manifest(archive: &Path, manifest: &Value) {
    fs::write(archive.join("archive.json"), manifest.to_string()).unwrap();
}

/// Changes the text of a file and says so in the manifest, as somebody would who knows the format.
fn forge(archive: &Path, name: &str, change: impl FnOnce(String) -> String) {
    let text = change(fs::read_to_string(archive.join(name)).unwrap());
    fs::write(archive.join(name), &text).unwrap();
    let mut manifest = manifest(archive);
    let files = manifest["files"].as_array_mut().unwrap();
    let file = files.iter_mut().find(|file| file["name"] == name).unwrap();
    file["bytes"] = json!(text.len());
    file["rows"] = json!(text.lines().count());
    file["sha256"] = json!(HEXLOWER.encode(&Sha256::digest(text.as_bytes())));
    put_manifest(archive, &manifest);
}

/// The words of the refusal; nothing stands where the practice would, and nothing lies beside it.
fn refused(folder: &TempDir, archive: &Path) -> String {
    let place = folder.path().join("new");
    let why = rebuild(archive, &place).map(|built| built.unlike).expect_err("it is refused");
    assert!(!place.exists());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing lies beside the archive");
    assert!(why.advice().ends_with('.'), "{why:?} says what to do");
    why.to_string()
}

#[test]
fn what_was_cut_or_changed_on_the_way_is_named() {
    // A stick that was pulled out too early must not make half a practice.
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 6] = [
        ("it has no archive.json", |it| fs::remove_file(it.join("archive.json")).unwrap()),
        ("cannot be read", |it| fs::write(it.join("archive.json"), "{\"format\"").unwrap()),
        ("records/note.jsonl is missing", |it| fs::remove_file(it.join("records/note.jsonl")).unwrap()),
        ("records/note.jsonl is not as long", |it| {
            let text = fs::read(it.join("records/note.jsonl")).unwrap();
            fs::write(it.join("records/note.jsonl"), &text[..text.len() / 2]).unwrap();
        }),
        ("records/client.jsonl is not what was written", |it| {
            let text = fs::read_to_string(it.join("records/client.jsonl")).unwrap();
            fs::write(it.join("records/client.jsonl"), text.replace("Fennimore", "Fennimora")).unwrap();
        }),
        ("records/audit.jsonl is not what was written", |it| {
            let text = fs::read_to_string(it.join("records/audit.jsonl")).unwrap();
            fs::write(it.join("records/audit.jsonl"), text.replacen("added", "Added", 1)).unwrap();
        }),
    ];
    for (words, harm) in harms {
        let (folder, archive) = copy();
        harm(&archive);
        let why = refused(&folder, &archive);
        assert!(why.contains(words), "“{words}” in “{why}”");
    }
}

#[test]
fn a_page_for_people_that_was_lost_costs_no_record() {
    // Somebody may have taken the readable notes out; all that a practice is built from is still there.
    let (folder, archive) = copy();
    fs::remove_dir_all(archive.join("notes")).unwrap();
    assert_eq!(rebuild(&archive, &folder.path().join("new")).unwrap().unlike, [""; 0]);
}

#[test]
fn an_archive_of_a_newer_version_is_refused_as_such() {
    // Built from it here, a practice would lose what this version does not know.
    for member in ["version", "schema"] {
        let (folder, archive) = copy();
        let mut manifest = manifest(&archive);
        manifest[member] = json!(999);
        // A later manifest may look quite different.
        manifest["files"] = json!({ "elsewhere": true });
        put_manifest(&archive, &manifest);
        let why = rebuild(&archive, &folder.path().join("new")).unwrap_err();
        assert!(matches!(why, Error::NewerArchive { .. }), "{why}");
        assert!(!folder.path().join("new").exists());
    }
}

#[test]
fn no_name_in_it_leads_out_of_its_folder() {
    // A file of somebody else must never be read, whatever the list says.
    let outside = [
        "../secret",
        "records/../../secret",
        "/etc/passwd",
        "records\\..\\secret",
        "C:secret",
        "records/.hidden",
        "records/a/b",
        "",
    ];
    for name in outside {
        let (folder, archive) = copy();
        let mut manifest = manifest(&archive);
        manifest["files"][0]["name"] = json!(name);
        put_manifest(&archive, &manifest);
        let why = refused(&folder, &archive);
        assert!(
            why.contains("outside its own folder") || why.contains("no archive of this version has"),
            "{name}: {why}"
        );
    }
    #[cfg(unix)]
    for part in ["records/note.jsonl", "records"] {
        let (folder, archive) = copy();
        fs::rename(archive.join(part), archive.join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(archive.join("elsewhere"), archive.join(part)).unwrap();
        assert!(refused(&folder, &archive).contains("is missing"), "{part} leads elsewhere");
    }
}

#[test]
fn what_says_that_it_is_huge_is_not_read() {
    // A list may claim anything; the disk must not fill up with it.
    let (folder, archive) = copy();
    let mut manifest = manifest(&archive);
    manifest["files"][0]["bytes"] = json!(u64::MAX);
    put_manifest(&archive, &manifest);
    assert!(refused(&folder, &archive).contains("larger than any practice"));
    let (folder, archive) = copy();
    // Holes in a file cost nothing on disk, and are a line without an end.
    let long = fs::File::options().write(true).open(archive.join("records/snippet.jsonl")).unwrap();
    long.set_len(200 * 1024 * 1024).unwrap();
    drop(long);
    assert!(refused(&folder, &archive).contains("is not as long"));
}

#[test]
fn rows_that_break_a_rule_are_named_by_file_and_line() {
    // Somebody may have written the archive by hand; a practice that cannot be opened must not come out of it.
    type Forgery = fn(String) -> String;
    let forgeries: [(&str, &str, Forgery); 12] = [
        ("records/measure.jsonl", "measure 1 does not say of self-harm what its answers say", |text| {
            text.replacen("\"harm\":1", "\"harm\":0", 1)
        }),
        ("records/measure.jsonl", "cannot be read", |text| {
            text.replacen("\"harm\":1,", "", 1).replacen("\"answers\":\"012", "\"answers\":\"x12", 1)
        }),
        ("records/formulation.jsonl", "cannot be read", |text| {
            text.replacen("\"saved_at\":\"20", "\"saved_at\":\"x", 1)
        }),
        ("records/client.jsonl", "line 1 on: kind is not of its kind", |text| text.replacen("\"family\"", "7", 1)),
        ("records/client.jsonl", "something is missing in it, or not allowed", |text| {
            text.replacen("\"kind\":\"family\",", "", 1)
        }),
        ("records/client.jsonl", "its number is there twice", |text| {
            let line = text.lines().next().unwrap().to_owned();
            format!("{line}\n{text}")
        }),
        ("records/client.jsonl", "a member that this version does not know", |text| {
            text.replacen('{', "{\"colour\":\"red\",", 1)
        }),
        ("records/client.jsonl", "it is not an object", |text| format!("[1]\n{text}")),
        ("records/client.jsonl", "cannot be read", |text| text.replacen("\"family\"", "\"crowd\"", 1)),
        ("records/client.jsonl", "line 1 on: it points to a record that is not in the archive", |text| {
            text.lines().skip(1).map(|line| format!("{line}\n")).collect()
        }),
        ("records/practice.jsonl", "does not hold its practice", |_| String::new()),
        ("records/audit.jsonl", "no entry of a log", |text| text + "{\"sequence\":999}\n"),
    ];
    for (name, words, forgery) in forgeries {
        let (folder, archive) = copy();
        forge(&archive, name, forgery);
        let why = refused(&folder, &archive);
        assert!(why.contains(words), "“{words}” in “{why}”");
        assert!(!why.contains("Fennimore"), "no words of the record: {why}");
    }
}

#[test]
fn a_number_beyond_all_numbers_is_refused() {
    // After it the practice could never add another client.
    let (folder, archive) = copy();
    let mut forged = manifest(&archive);
    forged["numbers"]["client"] = json!(i64::MAX);
    put_manifest(&archive, &forged);
    assert!(refused(&folder, &archive).contains("no client can have the number"));
    let (folder, archive) = copy();
    forge(&archive, "records/snippet.jsonl", |text| text.replacen("\"id\":1", &format!("\"id\":{}", i64::MAX), 1));
    assert!(refused(&folder, &archive).contains("far too high"));
}

#[test]
fn a_record_that_was_changed_with_its_hash_is_built_and_named() {
    // The log inside knows what each record was; a practice whose own log had been at odds with a record must get out too.
    let (folder, archive) = copy();
    forge(&archive, "records/client.jsonl", |text| text.replacen("Fennimore", "Fennimora", 1));
    let Rebuilt { practice, unlike, .. } = rebuild(&archive, &folder.path().join("new")).unwrap();
    assert_eq!(unlike, ["client 1 is not what the old log says it was"]);
    assert_eq!(problems(&practice), [""; 0], "it is sound in itself");
    let (folder, archive) = copy();
    forge(&archive, "records/snippet.jsonl", |_| String::new());
    let unlike = rebuild(&archive, &folder.path().join("new")).unwrap().unlike;
    assert_eq!(unlike, ["snippet 1 is in the old log, and not in the archive"]);
    let (folder, archive) = copy();
    forge(&archive, "records/audit.jsonl", |text| text.replacen("\"verb\":\"changed\"", "\"verb\":\"viewed\"", 1));
    let unlike = rebuild(&archive, &folder.path().join("new")).unwrap().unlike;
    assert_eq!(unlike.len(), 1);
    assert!(unlike[0].contains("of the old log does not follow"), "{unlike:?}");
}

#[test]
fn what_stands_in_the_place_already_is_left_alone() {
    // Building must never cost the practice that is there.
    let (folder, archive) = copy();
    let place = folder.path().join("new");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("letter.txt"), "mine").unwrap();
    assert!(matches!(rebuild(&archive, &place), Err(Error::NotAPractice(_))));
    assert_eq!(fs::read_to_string(place.join("letter.txt")).unwrap(), "mine");
}
