//! An honest word about a passphrase, from zxcvbn.

use serde::Serialize;
use specta::Type;

/// Guesses per second of an attacker who has stolen the folder and rents about a hundred strong machines,
/// at the cost of one [`super::KdfCost::STANDARD`] derivation a guess (about one a second a core).
const GUESSES_A_SECOND: f64 = 10_000.0;
/// Fewer guesses than this fall within a year and a half at that speed.
const ENOUGH_LOG10: f64 = 11.5;

/// How long a passphrase would stand.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    /// 0 (guessed at once) to 4 (very hard), as zxcvbn scores.
    pub score: u8,
    /// How long guessing would take somebody with the stolen folder, in words.
    pub crack_time: String,
    /// Why it is weak, if it is.
    pub warning: Option<String>,
    /// What would make it stronger.
    pub suggestions: Vec<String>,
    /// Whether a practice may be made with it.
    pub enough: bool,
}

/// Estimates `passphrase`; words in `known` (the practice's name) count as guessable.
pub fn estimate_strength(passphrase: &str, known: &[&str]) -> Strength {
    // zxcvbn's time grows with the square of the length; past 100 letters nothing changes in the answer.
    let head: String = passphrase.chars().take(100).collect();
    let estimate = zxcvbn::zxcvbn(&head, known);
    let feedback = estimate.feedback();
    Strength {
        score: estimate.score().into(),
        crack_time: words_for(10f64.powf(estimate.guesses_log10()) / GUESSES_A_SECOND),
        warning: feedback.and_then(|f| f.warning()).map(|w| w.to_string()),
        suggestions: feedback.map(|f| f.suggestions().iter().map(ToString::to_string).collect()).unwrap_or_default(),
        enough: estimate.guesses_log10() >= ENOUGH_LOG10,
    }
}

fn words_for(seconds: f64) -> String {
    const STEPS: [(f64, &str); 6] = [
        (60.0, "seconds"),
        (3600.0, "minutes"),
        (86_400.0, "hours"),
        (2_678_400.0, "days"),
        (31_557_600.0, "months"),
        (3_155_760_000.0, "years"),
    ];
    STEPS.iter().find(|(limit, _)| seconds < *limit).map_or("centuries", |(_, words)| words).into()
}
