//! Old pages and old files put back: encryption does not see them, so the chain, the head and the check must.

use std::{fs, path::Path};

use aes::{
    Aes256,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding},
};
use secure_base_practice::{HomeworkDraft, Practice, Removable, SessionId, TaskPlan};

use crate::{
    PASSPHRASE, Scratch, add, at,
    shelf::{FILES, copy, found, full, problems, shelf, tagged, visit},
};

const PAGE: usize = 4096;
/// SQLCipher keeps 16 bytes of initialisation vector and 64 of HMAC at the end of a page.
const RESERVED: usize = 80;
const SALT: usize = 16;
/// How pages of rows begin, in a tree of an index and of a table.
const INDEX_LEAF: u8 = 0x0a;
const TABLE_LEAF: u8 = 0x0d;
/// The header's change counter and the number it was valid for: they count and say nothing.
const COUNTERS: [std::ops::Range<usize>; 2] = [24..28, 92..100];

fn decrypted(page: &[u8], number: usize) -> Vec<u8> {
    let from = if number == 1 { SALT } else { 0 };
    let (body, rest) = page.split_at(PAGE - RESERVED);
    let iv: [u8; 16] = rest[..16].try_into().unwrap();
    let cipher = cbc::Decryptor::<Aes256>::new(&(*shelf().raw()).into(), &iv.into());
    let plain = cipher.decrypt_padded_vec::<NoPadding>(&body[from..]).unwrap();
    let mut whole = vec![0; from];
    whole.extend(plain);
    if number == 1 {
        COUNTERS.into_iter().for_each(|counter| whole[counter].fill(0));
    }
    whole
}

fn number_at(page: &[u8], at: usize) -> usize {
    u32::from_be_bytes(page[at..at + 4].try_into().unwrap()) as usize
}

/// What a leaf of a tree holds, in its order; where it is no leaf, the whole page. The same rows can lie in another order of
/// bytes, with other rests of old rows between them, as after a row of an index was taken out and put in again.
fn rows(page: &[u8], number: usize) -> Vec<&[u8]> {
    let head = if number == 1 { 100 } else { 0 };
    let two = |at: usize| usize::from(u16::from_be_bytes([page[at], page[at + 1]]));
    if !matches!(page[head], INDEX_LEAF | TABLE_LEAF) {
        return vec![page];
    }
    let places = (0..two(head + 3)).map(|n| two(head + 8 + 2 * n));
    let rows = places.map(|place| &page[place..place + length(&page[place..], page[head] == TABLE_LEAF)]);
    // Of the first page its own head belongs to it.
    rows.chain([&page[..head + 1]]).collect()
}

/// How many bytes a row takes on its page (SQLite's file format, section 1.6); what does not fit lies on other pages.
fn length(row: &[u8], in_table: bool) -> usize {
    let usable = PAGE - RESERVED;
    let (payload, mut at) = varint(row);
    if in_table {
        at += varint(&row[at..]).1;
    }
    let most = if in_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
    let least = (usable - 12) * 32 / 255 - 23;
    match least + payload.saturating_sub(least) % (usable - 4) {
        _ if payload <= most => at + payload,
        fits if fits <= most => at + fits + 4,
        _ => at + least + 4,
    }
}

/// A number of SQLite's own spelling, and how many bytes it takes.
fn varint(bytes: &[u8]) -> (usize, usize) {
    let count = bytes.iter().take(8).take_while(|byte| **byte >= 0x80).count() + 1;
    (bytes[..count].iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f)), count)
}

/// Pages that hold nothing: the leaves of the free list.
fn free_pages(database: &[u8]) -> Vec<usize> {
    let page = |number: usize| decrypted(&database[(number - 1) * PAGE..][..PAGE], number);
    let mut trunk = number_at(&page(1), 32);
    let mut free = Vec::new();
    while trunk != 0 {
        let whole = page(trunk);
        free.extend((0..number_at(&whole, 4)).map(|n| number_at(&whole, 8 + 4 * n)));
        trunk = number_at(&whole, 0);
    }
    free
}

type Change = fn(&mut Practice);

/// What happens between the old state and the present one.
const CHANGES: [(&str, Change); 9] = [
    ("a client is added", |practice| drop(add(practice, "Came later"))),
    ("a session with all that hangs on it", |practice| {
        let client = practice.clients("").unwrap()[0].id;
        visit(practice, client, 40);
    }),
    ("a note is rewritten", |practice| drop(practice.save_note(session(1), &tagged("Other words"), 1, at(12, 0)))),
    ("a note becomes long", |practice| {
        drop(practice.save_note(session(1), &tagged(&"A long hour, ".repeat(2_000)), 1, at(12, 0)).unwrap());
    }),
    ("a task is put in other words", |practice| {
        let draft = HomeworkDraft {
            session: session(1),
            task: "Other".into(),
            factor: None,
            due: None,
            handout: None,
            plan: TaskPlan::default(),
        };
        let id = practice.client_page(practice.session(session(1)).unwrap().client).unwrap().homework[0].id;
        practice.change_homework(id, &draft, at(12, 0)).unwrap();
    }),
    ("a task is withdrawn", |practice| {
        let id = practice.client_page(practice.session(session(1)).unwrap().client).unwrap().homework[0].id;
        let gone = Removable::Homework(id);
        practice.remove(gone, at(12, 0)).unwrap();
        practice.purge(gone, at(12, 0)).unwrap();
    }),
    ("a long note is emptied", |practice| {
        practice.save_note(session(2), &tagged(&"Long ago, ".repeat(2_000)), 1, at(12, 0)).unwrap();
        practice.save_note(session(2), &tagged(""), 2, at(12, 1)).unwrap();
    }),
    ("forty clients are added", |practice| (0..40).for_each(|n| drop(add(practice, &format!("{n} of forty"))))),
    ("thirty notes are written", |practice| {
        let client = practice.clients("").unwrap()[1].id;
        (0..30).for_each(|n| _ = visit(practice, client, n));
    }),
];

fn session(number: i64) -> SessionId {
    serde_json::from_value(number.into()).unwrap()
}

/// Puts every old page in the present file's place and answers how many were tried and which went unnoticed.
fn put_back_each(old: &Path, present: &Path, what: &str) -> (usize, usize, Vec<String>) {
    let scratch = tempfile::tempdir().unwrap();
    let [was, is] = [old, present].map(|place| fs::read(place.join(FILES[0])).unwrap());
    let free = free_pages(&is);
    let (mut tried, mut left_out, mut unnoticed) = (0, 0, Vec::new());
    for number in 1..=was.len().min(is.len()) / PAGE {
        let at = (number - 1) * PAGE..number * PAGE;
        let [before, now] = [&was, &is].map(|file| decrypted(&file[at.clone()], number));
        let same = rows(&before, number) == rows(&now, number);
        if was[at.clone()] == is[at.clone()] || same || free.contains(&number) {
            left_out += usize::from(was[at.clone()] != is[at]);
            continue;
        }
        tried += 1;
        copy(present, scratch.path());
        let mut mixed = is.clone();
        mixed[at.clone()].copy_from_slice(&was[at]);
        fs::write(scratch.path().join(FILES[0]), mixed).unwrap();
        if !found(shelf(), scratch.path()) {
            unnoticed.push(format!("{what}: page {number}"));
        }
    }
    (tried, left_out, unnoticed)
}

#[test]
fn an_old_page_put_back_is_found() {
    // Left out: pages that hold what they held before (only the header's own counters, the encryption and the order in which
    // rows lie differ), and leaves of the free list, which no reader ever looks at.
    let (mut tried, mut left_out, mut unnoticed) = (0, 0, Vec::new());
    for (n, (what, change)) in CHANGES.into_iter().enumerate() {
        if n == CHANGES.len() - 1 && !full() {
            continue;
        }
        let (old, present) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        shelf().copy_to(present.path());
        copy(present.path(), old.path());
        let mut practice = shelf().open(present.path()).unwrap();
        change(&mut practice);
        assert_eq!(problems(&practice), [""; 0], "{what}: the control");
        drop(practice);
        let (more, out, missed) = put_back_each(old.path(), present.path(), what);
        (tried, left_out) = (tried + more, left_out + out);
        unnoticed.extend(missed);
    }
    println!("{tried} old pages put back, {} unnoticed, {left_out} left out", unnoticed.len());
    assert!(tried > 60, "only {tried} pages were tried");
    assert_eq!(unnoticed, [""; 0]);
}

#[test]
fn an_old_missing_cut_or_strange_file_is_found() {
    let (old, present) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (other, practice) = Scratch::new();
    drop(practice);
    shelf().copy_to(present.path());
    copy(present.path(), old.path());
    let mut practice = shelf().open(present.path()).unwrap();
    (0..3).for_each(|n| drop(add(&mut practice, &format!("Later {n}"))));
    drop(practice);
    assert!(!found(shelf(), present.path()), "the control");
    let scratch = tempfile::tempdir().unwrap();
    for name in FILES {
        let whole = fs::read(present.path().join(name)).unwrap();
        let half = whole.len() / 2;
        let damages = [
            ("missing", None),
            ("empty", Some(Vec::new())),
            ("cut", Some(whole[..half].to_vec())),
            ("cut by a page", Some(whole[..whole.len().saturating_sub(PAGE)].to_vec())),
            ("longer by a page", Some([&whole[..], &[0; PAGE]].concat())),
            ("of another practice", Some(fs::read(other.place().join(name)).unwrap())),
            ("old", Some(fs::read(old.path().join(name)).unwrap())),
        ];
        for (damage, bytes) in damages {
            // Nothing changed the vault between the two states, so its old copy is its present one.
            if bytes.as_ref() == Some(&whole) {
                assert!(damage == "old" && name.starts_with("vault"), "{name} {damage} is no damage");
                continue;
            }
            copy(present.path(), scratch.path());
            match bytes {
                None => fs::remove_file(scratch.path().join(name)).unwrap(),
                Some(bytes) => fs::write(scratch.path().join(name), bytes).unwrap(),
            }
            let by_passphrase = name.starts_with("vault");
            let noticed = match by_passphrase {
                true => Practice::unlock(scratch.path(), PASSPHRASE, at(20, 0))
                    .map_or(true, |practice| !problems(&practice).is_empty()),
                false => found(shelf(), scratch.path()),
            };
            assert!(noticed, "{name} {damage} went unnoticed");
        }
    }
}
