//! Filling: looks up the material that a composition names, and makes a handout of both.

use secure_base_model::{Aspect, Factor};

use crate::{
    Block, Error, Figure, Handout, Library, Material, Part, PartBody, Prose, Root, RootRow, ScaleRow,
    composition::{Composition, PartPlan, RootPlan, ScalePlan},
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
        Ok(Handout {
            title: plan.title,
            message: filling.prose(&plan.message)?,
            purpose: filling.prose(&plan.purpose)?,
            figure,
            parts,
            summary: plan.summary.map(|text| filling.prose(&text)).transpose()?,
            safety: plan.safety.map(|text| filling.prose(&text)).transpose()?,
            therapist_lines: plan.therapist_lines,
            articles,
            factors: Factor::ALL.into_iter().filter(|factor| filling.factors.contains(factor)).collect(),
            id: filling.handout,
        })
    }

    fn part(&mut self, plan: PartPlan) -> Result<Part, Error> {
        let (heading, body) = match plan {
            PartPlan::Text { heading, material } => (heading, PartBody::Text(self.text(&material)?)),
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
            PartPlan::Table { heading, prompt, columns, rows } => {
                (heading, PartBody::Table { prompt: self.prose(&prompt)?, columns: self.proses(&columns)?, rows })
            }
        };
        Ok(Part { heading, body })
    }

    fn text(&mut self, ids: &[String]) -> Result<Vec<Block>, Error> {
        let found = ids.iter().map(|id| self.material(id)).collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flat_map(|material| material.blocks.clone()).collect())
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
        match (material.drawing, &material.alt) {
            (Some(drawing), Some(alt)) => Ok(Figure { drawing, alt: alt.clone() }),
            _ => Err(Error::unusable(self.file, format!("\"{id}\" holds no drawing, so it cannot be the figure"))),
        }
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
