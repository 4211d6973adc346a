//! A history of tasks on paper: the chart and the table must say the same, in colour and without.

use secure_base_handouts::{
    Format, History, HistoryTask, Ink, Pages, Paper, Role, TaskOutcome, lay_out_history, print_history,
};
use secure_base_model::Factor;

use crate::{
    options,
    slip::{all_words, keep},
    tags,
};

/// So many tasks, of each factor and of none, with each outcome.
fn history(count: usize) -> History {
    let factors = [Some(Factor::B), Some(Factor::E), Some(Factor::S), None];
    let task = |index: usize| {
        let outcome = TaskOutcome::ALL[index * 3 % 5];
        HistoryTask {
            day: format!("{} May", index % 30 + 1),
            task: format!("Task number {}: a slow walk, and three sounds on the way", index + 1),
            factor: factors[index % 4],
            outcome,
            how_well: matches!(outcome, TaskOutcome::Done | TaskOutcome::Partly).then_some((index % 5) as u8),
            learned: if index.is_multiple_of(3) { "It helps to begin.".into() } else { String::new() },
        }
    };
    History { name: None, period: "May to July 2026".into(), tasks: (0..count).map(task).collect() }
}

fn pages(history: &History, format: Format, paper: Paper) -> Pages {
    lay_out_history(history, None, &options(format, paper)).expect("it is set")
}

// No task, one, a page of them and several: each must be tagged as strictly as a handout, tables and all.
#[test]
fn every_history_is_tagged_as_strictly_as_a_handout() {
    for count in [0, 1, 9, 60] {
        for format in Format::ALL {
            for paper in Paper::ALL {
                let name = format!("history {count} {format} {paper}");
                let printed = print_history(&history(count), None, &options(format, paper)).expect("it prints");
                tags::check(&name, &printed.bytes);
                keep(&name, &printed.bytes);
            }
        }
    }
}

// A chart that shows other figures than its table is worse than none.
#[test]
fn the_counts_are_those_of_the_tasks() {
    let history = history(20);
    let text = all_words(&pages(&history, Format::Standard, Paper::A4));
    for (factor, name) in [(Some(Factor::B), "B Biology"), (None, "no factor")] {
        let counts = TaskOutcome::ALL.map(|outcome| {
            history.tasks.iter().filter(|task| task.factor == factor && task.outcome == outcome).count()
        });
        let row = counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert!(text.contains(&format!("{name} {} {row}", counts.iter().sum::<usize>())), "{name}, {row}: {text}");
    }
    for (index, task) in history.tasks.iter().enumerate() {
        assert!(text.contains(&format!("Task number {}:", index + 1)), "{index}");
        let mark = task.how_well.map(|mark| format!("{}, {mark} of 4", task.outcome.word()));
        assert!(mark.is_none_or(|mark| text.contains(&mark)), "{task:?}");
    }
}

// Many tasks: the chart says that it shows the last ones, and the table goes on over pages without losing any.
#[test]
fn a_long_history_keeps_every_task() {
    let pages = pages(&history(200), Format::Large, Paper::Letter);
    let text = all_words(&pages);
    assert!(text.contains("the last 16 of 200 tasks"));
    assert!((1..=200).all(|number| text.contains(&format!("Task number {number}:"))));
    for page in &pages.pages {
        for item in page.items.iter().filter(|item| item.element.is_some()) {
            let ink = item.bounds();
            assert!(ink.right <= page.content.right + 1.0 && ink.bottom <= page.content.bottom + 0.5, "{item:?}");
        }
    }
}

// Hue is lost on most printers: each factor has its letter and a line of its own.
#[test]
fn factors_are_told_apart_without_colour() {
    let pages = pages(&history(20), Format::Standard, Paper::A4);
    let figure = pages.structure.elements.iter().position(|one| one.role == Role::Figure).expect("a chart");
    let items = pages.pages[0].items.iter().filter(|item| item.element.is_some_and(|id| id.0 == figure));
    let mut patterns = Vec::new();
    for item in items {
        if let Ink::Path(path) = &item.ink
            && let Some(stroke) = path.stroke.as_ref().filter(|stroke| stroke.width > 2.0)
            && !patterns.contains(&stroke.dash)
        {
            patterns.push(stroke.dash.clone());
        }
    }
    assert_eq!(patterns.len(), 3, "solid, dashed and dotted: {patterns:?}");
}

// Long words and nothing at all must not break the page.
#[test]
fn odd_histories_are_set_or_refused() {
    let task = HistoryTask { task: "abcdefghij".repeat(40), learned: "x".repeat(2_000), ..HistoryTask::default() };
    let text =
        all_words(&pages(&History { tasks: vec![task.clone()], ..History::default() }, Format::Large, Paper::A4));
    assert!(text.contains("open") && text.contains('…'), "{text}");
    assert!(all_words(&pages(&History::default(), Format::Easy, Paper::A4)).contains("Nothing has been agreed"));
    let wrong = History { tasks: vec![HistoryTask { how_well: Some(5), ..task }], ..History::default() };
    let error = print_history(&wrong, None, &options(Format::Standard, Paper::A4)).expect_err("it is refused");
    assert!(error.to_string().contains("from 0 to 4"), "{error}");
}
