//! The search index under many saves: what is taken out and put in again in one save must leave it whole.

use secure_base_practice::Practice;

use crate::{
    Scratch, add, at, paragraph,
    shelf::{full, problems},
};

/// Numbers that only look random, the same in every run.
pub fn numbers(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    }
}

fn text(number: &mut impl FnMut(u64) -> u64) -> String {
    let length = [0, 5, 50, 400, 2000][number(5) as usize];
    let words = [20, 500, 20_000][number(3) as usize];
    (0..length).map(|_| format!("w{:x} ", number(words) * 7919)).collect()
}

#[test]
fn many_saves_of_many_notes_leave_the_index_whole() {
    // SQLite's secure deletion damages an index when a row goes and comes back within one flush.
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let start = |practice: &mut Practice| practice.start_session(client, at(10, 0)).unwrap().value.id;
    let sessions: Vec<_> = (0..12).map(|_| start(&mut practice)).collect();
    let mut revisions = [0; 12];
    let mut number = numbers(88_172_645_463_325_252);
    for save in 0..if full() { 2_000 } else { 100 } {
        let which = number(12) as usize;
        practice.save_note(sessions[which], &paragraph(&text(&mut number)), revisions[which], at(11, 0)).unwrap();
        revisions[which] += 1;
        if save % 20 == 19 {
            assert_eq!(problems(&practice), [""; 0], "after {} saves", save + 1);
        }
    }
}
