//! A handout on its pages, and a poster on its one.

use super::{
    look::Look,
    press::{Press, Sheets},
};
use crate::{Error, Handout, Layout, Letterhead, PrintOptions, Structure};

impl Press {
    /// A handout on pages without footers; a poster has no room for a letterhead.
    ///
    /// # Errors
    /// [`Error::TooTall`], and [`Error::NoPoster`].
    pub fn handout(
        &mut self,
        handout: &Handout,
        letterhead: Option<&Letterhead>,
        options: &PrintOptions,
    ) -> Result<Sheets, Error> {
        if handout.layout == Layout::Pages {
            return self.set(handout, letterhead, options);
        }
        let plain = self.look.clone();
        let poster = self.poster(handout, options);
        self.look = plain;
        poster
    }

    /// A poster as large as one page takes.
    fn poster(&mut self, handout: &Handout, options: &PrintOptions) -> Result<Sheets, Error> {
        for look in Look::of_posters(options.format, options.paper) {
            self.look = look;
            match self.set(handout, None, options) {
                Ok(sheets) if sheets.pages.len() == 1 => return Ok(sheets),
                Ok(_) | Err(Error::TooTall { .. }) => self.structure = Structure::default(),
                Err(error) => return Err(error),
            }
        }
        Err(Error::NoPoster { handout: handout.id.clone() })
    }

    fn set(&mut self, handout: &Handout, head: Option<&Letterhead>, options: &PrintOptions) -> Result<Sheets, Error> {
        let blocks = self.blocks(handout, head);
        self.set_down(&handout.id, self.look.tint, options.paper, blocks)
    }
}
