//! The chart: a stem for each task, as high as it went well, in the hue, line and letter of its factor.

use super::super::{
    block::Block,
    look::{HAIRLINE, INK, QUIET, TextStyle, factor_stroke, hue},
    press::Press,
};
use crate::{
    Area, BlockKind, ElementId, Face, Format, History, HistoryTask, Path, Prose, Role, Stroke, Structure, TaskOutcome,
    history::{TOP_MARK, most_drawn, name_of},
};
use secure_base_model::Factor;

/// From one mark to the next, in sizes of the small print.
const STEP: f32 = 2.3;
/// A chart of fewer tasks has room for so many, so that one task does not stand on a scrap of a line.
const FEWEST: usize = 6;
/// The half side of the square that stands for a task that was not done, in pt.
const HALF: f32 = 2.6;

/// The radius of the dot at the end of a stem, in pt.
const DOT: f32 = 2.6;

/// Where the chart is drawn, in pt from the top left corner of its block.
struct Frame {
    left: f32,
    /// The line of 0.
    axis: f32,
    /// From one mark to the next.
    mark: f32,
    /// From one task to the next.
    task: f32,
}

impl Press {
    /// The chart under its heading, and what its signs mean.
    pub(super) fn chart(&mut self, history: &History, format: Format) -> Vec<Block> {
        let all = history.tasks.len();
        let first = all.saturating_sub(most_drawn(format));
        let drawn = &history.tasks[first..];
        let mut blocks = vec![self.heading("How well it went")];
        let said = match first {
            0 => format!("From 0, not at all, to {TOP_MARK}, very well. The numbers are those of the list below."),
            _ => format!("From 0, not at all, to {TOP_MARK}, very well: the last {} of {all} tasks.", drawn.len()),
        };
        blocks.push(self.paragraph(&Prose::plain(said)).kept());
        blocks.push(self.stems(drawn, first).kept());
        blocks.push(self.key(drawn));
        blocks
    }

    fn stems(&mut self, tasks: &[HistoryTask], first: usize) -> Block {
        let small = self.look.small;
        let mark = small.size * STEP;
        let left = small.size * 1.6;
        // A few tasks stand close to each other rather than far apart.
        let task = ((self.look.width() - left) / tasks.len() as f32).min(small.size * 3.4);
        let wide = (task * tasks.len().max(FEWEST) as f32).min(self.look.width() - left);
        let frame = Frame { left, axis: small.size * 1.6 + mark * f32::from(TOP_MARK), mark, task };
        let mut block = Block::new(BlockKind::Figure, self.look.paragraph_gap * 2.0);
        block.height = frame.axis + small.line() + 6.0;
        let alt = format!("A chart of how well {} tasks went. The list of tasks holds the same figures.", tasks.len());
        let element = self.structure.add_described(Structure::ROOT, Role::Figure, alt);
        for level in 0..=TOP_MARK {
            let y = frame.axis - frame.mark * f32::from(level);
            let stroke = if level == 0 { Stroke::solid(INK, 0.8) } else { Stroke::solid(HAIRLINE, 0.5) };
            block.draw_path(element, Path::line((left, y), (left + wide, y), stroke));
            self.chart_word(
                &mut block,
                element,
                &level.to_string(),
                small.coloured(QUIET),
                (left * 0.4, y + small.size * 0.35),
            );
        }
        for (index, one) in tasks.iter().enumerate() {
            let x = frame.left + frame.task * (index as f32 + 0.5);
            let place = (x, frame.axis + small.size * 1.3);
            self.chart_word(&mut block, element, &(first + index + 1).to_string(), small.coloured(QUIET), place);
            self.stem(&mut block, element, one, (x, &frame));
        }
        block
    }

    fn stem(&mut self, block: &mut Block, element: ElementId, task: &HistoryTask, (x, frame): (f32, &Frame)) {
        let top = frame.axis - frame.mark * f32::from(task.how_well.unwrap_or(0));
        let (colour, stroke) = match task.factor {
            Some(factor) => (hue(factor), factor_stroke(factor, 2.4)),
            None => (QUIET, Stroke::solid(QUIET, 2.4)),
        };
        if top < frame.axis {
            block.draw_path(element, Path::line((x, frame.axis - 1.4), (x, top), stroke));
        }
        if task.how_well.is_some() {
            block.draw_path(element, Path { fill: Some(colour), ..Path::circle((x, top), DOT) });
        }
        if task.outcome == TaskOutcome::NotDone {
            let area = Area { left: x - HALF, top: frame.axis - HALF, right: x + HALF, bottom: frame.axis + HALF };
            block.draw_path(element, Path { stroke: Some(Stroke::solid(INK, 0.8)), ..Path::rectangle(area) });
        }
        if let Some(factor) = task.factor {
            let style = TextStyle { face: Face::Heading, colour, ..self.look.small };
            let above = if task.outcome == TaskOutcome::NotDone { top.min(frame.axis - HALF) } else { top };
            self.chart_word(block, element, &factor.to_string(), style, (x, above - DOT - 2.0));
        }
    }

    /// What letters and signs mean, of those that are drawn.
    fn key(&mut self, tasks: &[HistoryTask]) -> Block {
        let factors = Factor::ALL.into_iter().filter(|factor| tasks.iter().any(|task| task.factor == Some(*factor)));
        let mut parts: Vec<String> = factors.map(|factor| format!("{factor} = {}", name_of(factor))).collect();
        if tasks.iter().any(|task| task.outcome == TaskOutcome::NotDone) {
            parts.push(format!("square = {}", TaskOutcome::NotDone.word()));
        }
        if tasks.iter().any(|task| task.how_well.is_none()) {
            parts.push("no dot = no mark yet".into());
        }
        let style = self.quiet();
        let element = self.structure.add(Structure::ROOT, Role::P);
        let set = self.shaper.set(&Prose::plain(parts.join("; ")), style, self.look.width());
        let mut block = Block::new(BlockKind::Text, self.look.paragraph_gap);
        block.height = set.height;
        block.draw_text(element, set, 0.0, 0.0);
        block
    }

    /// A word of the chart, its baseline centred on a point.
    fn chart_word(&mut self, block: &mut Block, element: ElementId, word: &str, style: TextStyle, (x, y): (f32, f32)) {
        let set = self.shaper.set(&Prose::plain(format!("{word} ")), style, self.look.width());
        let place = (x - set.width / 2.0, y - set.baseline);
        block.draw_text(element, set, place.0, place.1);
    }
}
