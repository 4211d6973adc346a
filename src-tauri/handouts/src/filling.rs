//! Filling: looks up the material that a composition names, and makes a handout of both.

use secure_base_model::{Aspect, Factor};

use crate::{
    Block, Error, Figure, Handout, Library, Material, Part, PartBody, Piece, Prose, Root, RootRow, ScaleRow, Side,
    TableRows,
    composition::{Composition, PartPlan, RootPlan, ScalePlan, SidePlan},
};

/// The words by which clients know an aspect.
fn label(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Shows => "How it shows",
        Aspect::Healthy => "What goes well",
        Aspect::Unhealthy => "What gets in the way",
        Aspect::WorkOn => "What helps",
    }
}

/// Fills a composition in; collects the articles and factors of the material on the way.
pub(crate) struct Filling<'a> {
    file: &'a str,
    library: &'a Library,
    handout: String,
    articles: Vec<String>,
    factors: Vec<Factor>,
}

impl<'a> Filling<'a> {
    /// The handout that `plan` describes; `file` names the composition in error messages.
    pub fn fill(file: &'a str, plan: Composition, library: &'a Library) -> Result<Handout, Error> {
        let mut filling = Filling { file, library, handout: plan.id, articles: plan.articles, factors: Vec::new() };
        let figure = plan.figure.map(|id| filling.figure(&id)).transpose()?;
        let parts = plan.parts.into_iter().map(|part| filling.part(part)).collect::<Result<_, _>>()?;
        let articles = filling.articles.iter().map(|key| library.article(file, key)).collect::<Result<_, _>>()?;
        let homework = plan.homework.iter().map(|id| filling.homework(id)).collect::<Result<_, _>>()?;
        if plan.partner && plan.safety.is_none() {
            let reason = "it asks something with a partner; add a safety text that says when not to use it";
            return Err(Error::unusable(file, reason));
        }
        Ok(Handout {
            title: plan.title,
            message: filling.prose(&plan.message)?,
            purpose: filling.prose(&plan.purpose)?,
            figure,
            figure_wide: plan.figure_wide,
            parts,
            summary: plan.summary.map(|text| filling.prose(&text)).transpose()?,
            safety: plan.safety.map(|text| filling.prose(&text)).transpose()?,
            partner: plan.partner,
            therapist_lines: plan.therapist_lines,
            articles,
            factors: Factor::ALL.into_iter().filter(|factor| filling.factors.contains(factor)).collect(),
            homework,
            layout: plan.layout,
            id: filling.handout,
        })
    }

    fn part(&mut self, plan: PartPlan) -> Result<Part, Error> {
        let (heading, body) = match plan {
            PartPlan::Text { heading, material } => (heading, PartBody::Text(self.pieces(&material)?)),
            PartPlan::Compare { heading, left, right } => {
                (heading, PartBody::Compare([self.side(left)?, self.side(right)?]))
            }
            PartPlan::Picture { heading, material } => {
                self.figure(&material)?;
                (heading, PartBody::Picture(self.piece(&material)?))
            }
            PartPlan::Answers { heading, prompt, material, lines } => {
                let prompt = prompt.map(|text| self.prose(&text)).transpose()?;
                (heading, PartBody::Answers { prompt, questions: self.questions(&material)?, lines })
            }
            PartPlan::Roots { heading, root } => {
                (heading, PartBody::Roots(root.into_iter().map(|root| self.root(root)).collect::<Result<_, _>>()?))
            }
            PartPlan::Lines { heading, prompt, lines } => {
                (heading, PartBody::Lines { prompt: self.prose(&prompt)?, lines })
            }
            PartPlan::Scale { heading, prompt, low, high, row } => {
                let rows = row.into_iter().map(|ScalePlan { factor, name }| ScaleRow { factor, name }).collect();
                (heading, PartBody::Scale { prompt: self.prose(&prompt)?, low, high, rows })
            }
            PartPlan::Ticks { heading, prompt, options } => {
                (heading, PartBody::Ticks { prompt: self.prose(&prompt)?, options: self.proses(&options)? })
            }
            PartPlan::Table { heading, prompt, columns, rows, row } => {
                let rows = match rows {
                    Some(rows) => TableRows::Blank(rows),
                    None => TableRows::Named(self.proses(&row)?),
                };
                (heading, PartBody::Table { prompt: self.prose(&prompt)?, columns: self.proses(&columns)?, rows })
            }
        };
        Ok(Part { heading, body })
    }

    fn pieces(&mut self, ids: &[String]) -> Result<Vec<Piece>, Error> {
        ids.iter().map(|id| self.piece(id)).collect()
    }

    fn piece(&mut self, id: &str) -> Result<Piece, Error> {
        let material = self.material(id)?;
        let figure = material.picture.is_some().then(|| self.figure(id)).transpose()?;
        Ok(Piece { kind: material.kind, figure, blocks: material.blocks.clone() })
    }

    fn side(&mut self, plan: SidePlan) -> Result<Side, Error> {
        Ok(Side { name: plan.name, pieces: self.pieces(&plan.material)? })
    }

    fn questions(&mut self, ids: &[String]) -> Result<Vec<Prose>, Error> {
        let mut questions = Vec::new();
        for id in ids {
            match self.material(id)?.blocks.as_slice() {
                [Block::Bullets(items)] => questions.extend(items.iter().cloned()),
                _ => {
                    return Err(Error::unusable(
                        self.file,
                        format!("\"{id}\" must be one list of questions to have lines for answers"),
                    ));
                }
            }
        }
        Ok(questions)
    }

    fn homework(&self, id: &str) -> Result<String, Error> {
        match self.library.homework_template(id) {
            Some(_) => Ok(id.into()),
            None => Err(Error::unusable(
                self.file,
                format!("there is no homework template \"{id}\"; check the id's spelling or add homework/{id}.toml"),
            )),
        }
    }

    fn root(&mut self, plan: RootPlan) -> Result<Root, Error> {
        let rows = plan.material.iter().map(|id| self.root_row(id)).collect::<Result<_, _>>()?;
        Ok(Root { factor: plan.factor, name: plan.name, rows })
    }

    fn root_row(&mut self, id: &str) -> Result<RootRow, Error> {
        let material = self.material(id)?;
        match (material.aspect, material.blocks.as_slice()) {
            (Some(aspect), [Block::Paragraph(text)]) => Ok(RootRow { label: label(aspect), text: text.clone() }),
            _ => Err(Error::unusable(
                self.file,
                format!("\"{id}\" must have an aspect and one paragraph to stand under a root"),
            )),
        }
    }

    fn figure(&mut self, id: &str) -> Result<Figure, Error> {
        let material = self.material(id)?;
        let (Some(name), Some(alt)) = (&material.picture, &material.alt) else {
            return Err(Error::unusable(self.file, format!("\"{id}\" has no picture, so it cannot be shown as one")));
        };
        let missing = || {
            let reason = format!("\"{id}\" names the picture \"{name}\", which is not there; add pictures/{name}.svg");
            Error::unusable(self.file, reason)
        };
        let picture = self.library.picture(name).ok_or_else(missing)?.clone();
        Ok(Figure { picture, alt: alt.clone() })
    }

    fn material(&mut self, id: &str) -> Result<&'a Material, Error> {
        let missing = || Error::UnknownMaterial { handout: self.handout.clone(), id: id.into() };
        let material = self.library.material(id).ok_or_else(missing)?;
        self.factors.extend(material.factor);
        if !self.articles.contains(&material.article) {
            self.articles.push(material.article.clone());
        }
        Ok(material)
    }

    fn proses(&self, texts: &[String]) -> Result<Vec<Prose>, Error> {
        texts.iter().map(|text| self.prose(text)).collect()
    }

    fn prose(&self, text: &str) -> Result<Prose, Error> {
        Prose::parse(text).map_err(|reason| Error::unusable(self.file, reason))
    }
}
