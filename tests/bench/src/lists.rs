//! The list of clients, a client's page and formulation, the desk and the palette in a large practice, each against the 16 ms of a
//! blink: the 99th percentile of what the records need to answer.

use chrono::{Days, Local};

use crate::{
    Bench, Result,
    measure::milliseconds,
    report::Figure,
    search::{large, percentile},
    seeded::Seeded,
};

const BLINK_MS: f64 = 16.0;
/// How often the list is asked for, and how many clients' pages are.
const TIMES: usize = 200;
/// What is typed into the palette, letter by letter.
const TYPED: [&str; 8] = ["", "a", "ad", "ada", "ada l", "ten q", "quiet", "session 4"];

/// The figures of the lists.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let seeded = Seeded::of(bench, large())?;
    let practice = seeded.open()?;
    let clients = practice.clients("")?;
    let mut lists = Vec::new();
    let (mut pages, mut boards, mut desks, mut palettes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // Of the day of the newest sessions, which has more of them than a desk ever shows.
    let day = Local::now().fixed_offset() - Days::new(7);
    for n in 0..TIMES {
        // As it is when the list opens, and as it is filtered while a name is typed.
        let filter = if n % 2 == 0 { "" } else { "ada" };
        lists.push(milliseconds(|| Ok(practice.clients(filter)?.len()))?.0);
        let client = clients[n * clients.len() / TIMES].id;
        pages.push(milliseconds(|| Ok(practice.client_page(client)?.sessions.len()))?.0);
        boards.push(milliseconds(|| Ok(practice.formulation(client)?.cells.len()))?.0);
        desks.push(milliseconds(|| Ok(practice.desk_page(day)?.sessions.len()))?.0);
        palettes.push(milliseconds(|| Ok(practice.palette(TYPED[n % TYPED.len()])?.clients.len()))?.0);
    }
    let figure = |what: &str, times: Vec<f64>| {
        let name = format!("{what}, 99th percentile, {} clients", clients.len());
        Figure::new(&name, "ms", [percentile(times, 0.99), BLINK_MS], "16 ms", 1.0)
    };
    Ok(vec![
        figure("the list of clients", lists),
        figure("a client's page", pages),
        figure("a client's formulation", boards),
        figure("the desk", desks),
        figure("a letter in the palette", palettes),
    ])
}
