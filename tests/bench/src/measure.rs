//! Measuring in turns: all take part in every round, so that a slow moment of the machine strikes all alike.

use std::time::Instant;

use crate::Result;

/// One run of what is measured, and the numbers it gave.
pub type Run<'a, const M: usize> = &'a mut dyn FnMut() -> Result<[f64; M]>;

/// Runs all in turn, `warm_up` rounds that do not count and `rounds` that do, each round begun by another.
/// The median of each number of each.
pub fn medians<const N: usize, const M: usize>(
    warm_up: usize,
    rounds: usize,
    runs: [Run<'_, M>; N],
) -> Result<[[f64; M]; N]> {
    let mut found = vec![[[0.0; M]; N]; rounds];
    for round in 0..warm_up + rounds {
        for turn in 0..N {
            let who = (round + turn) % N;
            let numbers = runs[who]()?;
            if let Some(round) = round.checked_sub(warm_up) {
                found[round][who] = numbers;
            }
        }
    }
    let of = |who: usize, number: usize| median(found.iter().map(|round| round[who][number]).collect());
    Ok(std::array::from_fn(|who| std::array::from_fn(|number| of(who, number))))
}

/// How many milliseconds `work` takes, and what it gives.
pub fn milliseconds<T>(work: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let start = Instant::now();
    let value = work()?;
    Ok((start.elapsed().as_secs_f64() * 1e3, value))
}

/// The middle of some numbers.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    match (numbers.get(numbers.len().wrapping_sub(1) / 2), numbers.get(numbers.len() / 2)) {
        (Some(below), Some(above)) => (below + above) / 2.0,
        _ => f64::NAN,
    }
}
