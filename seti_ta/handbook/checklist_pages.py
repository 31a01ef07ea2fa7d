"""Checklists in the book.

- ```` ```{checklist} screening ```` puts the live checklist into a chapter.
- ```` ```{checklists} components ```` lists the checklists of one part of the book, each with its
  question, its chapter and its downloads. One that no chapter holds has its form there.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from seti_ta import checklists
from seti_ta.checklists import Checklist
from seti_ta.checklists.definition import PARTS
from seti_ta.handbook.directives import (
    address,
    checklist_form,
    checklist_gallery,
    download,
    download_from,
    form_address,
    page_of_form,
    pages_with,
    question_item,
)
from seti_ta.handbook.teaching import reading
from seti_ta.surfaces.web.checklist_form import checklist_html, form_id


class ChecklistDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in checklists:
            raise self.error(f"there is no checklist '{name}'; there are {list(checklists)}")
        return [checklist_form(name=name)]


class ChecklistsDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        part = self.arguments[0]
        if part not in PARTS:
            raise self.error(f"no part is called '{part}'; they are {', '.join(PARTS)}")
        return [checklist_gallery(name=part)]


class ListChecklists(SphinxPostTransform):
    """Lists the checklists of a part. One that no chapter holds has its form there."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(checklist_gallery)):
            pages = pages_with(checklist_form, self.env)
            listed = [each for each in checklists.values() if each.part == place["name"]]
            items = [
                question_item(each.question, self.links(each), self.counts(each)) for each in listed
            ]
            homeless = [checklist_form(name=c.name) for c in listed if c.name not in pages]
            place.replace_self([nodes.bullet_list("", *items), *homeless])

    def counts(self, checklist: Checklist) -> str:
        gates = sum(each.gate for each in checklist.items)
        return checklist.say("page.counts", items=len(checklist.items), gates=gates)

    def links(self, checklist: Checklist) -> dict[str, str]:
        here, id, say = self.env.docname, form_id(checklist), checklist.say
        page = page_of_form(self.env)[id]
        chapter = say("page.chapter", page=self.env.titles[page].astext())
        return {
            checklist.title: f"{address(self.app, here, page)}#{id}",
            **({chapter: address(self.app, here, page)} if page != here else {}),
            say("page.document_of", title=checklist.title): download(self.app, here, f"{id}.docx"),
            say("page.workbook_of", title=checklist.title): download(self.app, here, f"{id}.xlsx"),
        }


def visit_checklist_form(self, node: checklist_form) -> None:
    page = self.builder.get_target_uri(self.builder.current_docname)
    checklist = checklists[node["name"]]
    id = form_id(checklist)
    addresses = [download_from(page, f"{id}.{kind}") for kind in ("xlsx", "docx")]
    passages = reading(self.builder.app, self.builder.current_docname)
    self.body.append(checklist_html(checklist, *addresses, passages, form_address(self.builder)))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(checklist_form, html=(visit_checklist_form, None))
    app.add_node(checklist_gallery)
    app.add_directive("checklist", ChecklistDirective)
    app.add_directive("checklists", ChecklistsDirective)
    app.add_post_transform(ListChecklists)
