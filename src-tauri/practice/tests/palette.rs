//! The palette: what a few letters find, and what comes first.

use secure_base_practice::{PaletteFound, Practice, Removable};

use crate::{
    Scratch, add, draft,
    looks::{agree, held, later, started, task},
    paragraph,
    shelf::problems,
};

fn names(found: &PaletteFound) -> Vec<&str> {
    found.clients.iter().map(|one| one.called.as_str()).collect()
}

fn choose(practice: &mut Practice, kind: &str, target: i64, days: u64) {
    practice.chosen_in_palette(kind, &target.to_string(), later(days)).unwrap();
}

// A few letters of any part of a name are all that anybody types.
#[test]
fn a_client_is_found_by_the_beginnings_of_names() {
    let (_scratch, mut practice) = Scratch::new();
    for name in ["Ada Larkmead", "Bela O’Rook", "Zoë Ardent"] {
        add(&mut practice, name);
    }
    let preferred = secure_base_practice::ClientDraft { preferred_name: "Kit".into(), ..draft("Christopher Vale") };
    practice.add_client(&preferred, later(0)).unwrap();
    let found = |typed: &str| names(&practice.palette(typed).unwrap()).join("; ");
    assert_eq!(found("lark"), "Ada Larkmead");
    assert_eq!(found("l ad"), "Ada Larkmead", "in any order");
    assert_eq!(found("zoe"), "Zoë Ardent", "without its accent");
    assert_eq!(found("rook"), "Bela O’Rook");
    assert_eq!(found("chris"), "Kit", "by the name on record, and called as ever");
    assert_eq!(found("ar"), "Zoë Ardent", "not in the middle of a word");
    assert_eq!(found(""), "", "nothing was chosen yet");
}

// What is used every day must not be typed in full every day.
#[test]
fn what_is_chosen_often_and_lately_comes_first() {
    let (_scratch, mut practice) = Scratch::new();
    let [ada, adam, adele] = ["Ada", "Adam", "Adele"].map(|name| add(&mut practice, name).id.number());
    let order = |practice: &Practice, typed: &str| names(&practice.palette(typed).unwrap()).join(" ");
    assert_eq!(order(&practice, "ad"), "Ada Adam Adele");
    choose(&mut practice, "client", adele, 0);
    assert_eq!(order(&practice, "ad"), "Adele Ada Adam");
    (0..2).for_each(|_| choose(&mut practice, "client", adam, 1));
    assert_eq!(order(&practice, "ad"), "Adam Adele Ada", "oftener");
    choose(&mut practice, "client", ada, 60);
    assert_eq!(order(&practice, "ad"), "Ada Adam Adele", "later, when the others are two months old");
    assert_eq!(order(&practice, ""), "Ada Adam Adele");
    practice.chosen_in_palette("action", "lock", later(1)).unwrap();
    choose(&mut practice, "client", adele, 40_000);
    choose(&mut practice, "client", adele, 90);
    (0..2).for_each(|_| choose(&mut practice, "client", ada, 400));
    assert_eq!(order(&practice, "ad"), "Ada Adele Adam", "a clock that was wrong once");
    let uses = practice.palette("").unwrap().uses;
    assert_eq!((uses.len(), uses[0].target.as_str()), (1, "lock"));
    for (kind, target) in [("client", "Ada"), ("nothing", "1"), ("action", &*"x".repeat(200))] {
        assert!(practice.chosen_in_palette(kind, target, later(1)).is_err(), "{kind}");
    }
    assert_eq!(problems(&practice), [""; 0]);
}

// Notes and tasks are found by their own words, whoever they belong to.
#[test]
fn notes_and_open_tasks_are_found_by_their_words() {
    let (_scratch, mut practice, client, first) = started();
    practice.save_note(first, &paragraph("The lantern in the hall."), 0, later(0)).unwrap();
    let open = agree(&mut practice, &task(first, "Light a lantern each evening"));
    let done = agree(&mut practice, &task(first, "Buy a lantern"));
    practice.mark_homework_done(done.id, later(1)).unwrap();
    let found = practice.palette("lant").unwrap();
    assert_eq!(found.notes.iter().map(|one| one.session).collect::<Vec<_>>(), [first]);
    assert_eq!(found.tasks.iter().map(|one| one.id).collect::<Vec<_>>(), [open.id], "only what is open");
    assert!(practice.palette("hall").unwrap().tasks.is_empty(), "a word of the note is none of the task");
    assert_eq!(practice.palette("eve lan").unwrap().tasks.len(), 1, "each word may be a beginning");
    assert_eq!(practice.palette("the lant ha").unwrap().notes.len(), 1);
    let long = held(&mut practice, client, 3);
    let words = "She spoke of the winter in which nobody came to the door, and of bread.";
    practice.save_note(long, &paragraph(words), 0, later(3)).unwrap();
    assert_eq!(practice.palette("brea").unwrap().notes[0].words, "… came to the door, and of bread.");
    choose(&mut practice, "task", open.id.number(), 1);
    choose(&mut practice, "note", first.number(), 1);
    let lately = practice.palette("").unwrap();
    assert_eq!((lately.tasks.len(), lately.notes.len()), (1, 1));
    practice.remove(Removable::Client(client), later(1)).unwrap();
    assert_eq!(practice.palette("").unwrap().notes.len(), 0, "the trash hides all that is in it");
    assert_eq!(practice.palette("lant").unwrap().tasks.len(), 0);
}

// Deleted for good, nothing may be left that says whom she went to most.
#[test]
fn what_goes_for_good_takes_its_choices_along() {
    let (_scratch, mut practice, client, first) = started();
    held(&mut practice, client, 7);
    let open = agree(&mut practice, &task(first, "Light a lantern"));
    for (kind, target) in [("client", client.number()), ("note", first.number()), ("task", open.id.number())] {
        choose(&mut practice, kind, target, 1);
    }
    practice.remove(Removable::Client(client), later(1)).unwrap();
    practice.purge(Removable::Client(client), later(1)).unwrap();
    let new = add(&mut practice, "Bela").id;
    assert_ne!(new, client, "numbers are not given again");
    let left = practice.palette("").unwrap();
    assert_eq!((left.clients.len(), left.notes.len(), left.tasks.len()), (0, 0, 0));
    assert_eq!(problems(&practice), [""; 0]);
}
