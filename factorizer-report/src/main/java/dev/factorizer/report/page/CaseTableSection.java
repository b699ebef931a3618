package dev.factorizer.report.page;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.evaluation.RegionResult;
import dev.factorizer.report.cohort.Cohort;
import dev.factorizer.report.markup.Html;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of cases: its data, and the frame that the script fills. */
final class CaseTableSection {
    private static final List<String> FAILURES = List.of("", "low Dice", "missed", "false");

    private CaseTableSection() { }

    static Html of(ReportContent content, String identity) {
        Html html = new Html().open("section", "id", "cases", "aria-labelledby", "cases-title").element("h2", "Cases", "id", "cases-title");
        html.open("p", "class", "soft");
        key(html, "↑", "↓");
        html.text(" choose a row, ");
        key(html, "P");
        html.text(" pass, ");
        key(html, "F");
        html.text(" fail, ");
        key(html, "?");
        html.text(" or ");
        key(html, "U");
        html.text(" unsure, ");
        key(html, "N");
        html.text(" writes a note, ");
        key(html, "Enter");
        html.text(" goes to the pictures of a case that has some. Heads sort; the fields below them filter. ")
                .open("span", "id", "case-kept").text("What you say of cases stays in this browser.").close().close();
        html.open("div", "class", "controls").open("label").text("Region ").open("select", "id", "case-region").close().close();
        button(html, "case-clear", "Clear filters");
        button(html, "case-download", "Download CSV");
        button(html, "case-load", "Load marks");
        html.leaf("input", "type", "file", "id", "case-file", "accept", ".csv,text/csv", "aria-label", "a CSV with marks", "hidden", "");
        html.open("label").leaf("input", "type", "checkbox", "id", "case-undefined").text(" ranges keep cases without a value").close();
        html.element("span", "", "id", "case-count", "class", "soft", "aria-live", "polite").element("span", "", "id", "case-loaded", "class", "soft", "role", "status").close();
        html.open("div", "class", "scroll").open("table", "aria-labelledby", "cases-title").open("thead").open("tr", "id", "case-heads").close()
                .open("tr", "id", "case-filters", "class", "filters").close().close().open("tbody", "id", "case-rows").close().close().close();
        html.open("div", "class", "controls pages");
        button(html, "case-before", "Previous");
        button(html, "case-after", "Next");
        html.element("span", "", "id", "case-shown", "aria-live", "polite").close();
        html.open("noscript").element("p", "The table needs JavaScript; cases.csv beside evaluation.json has its numbers.").close();
        html.open("details").element("summary", "What the metrics are").open("dl");
        for (MeasuredMetric metric : content.cohort().metrics()) {
            html.element("dt", metric.column()).element("dd", metric.definition() + better(metric));
        }
        html.close().close();
        return html.source("script", PageFiles.json(tree(content, identity)), "type", "application/json", "id", "case-data").close();
    }

    private static void key(Html html, String... names) {
        for (String name : names) {
            html.element("kbd", name);
        }
    }

    private static void button(Html html, String id, String text) {
        html.element("button", text, "type", "button", "id", id);
    }

    private static String better(MeasuredMetric metric) {
        return switch (metric.better()) {
            case HIGHER -> "; higher is better";
            case LOWER -> "; lower is better";
            case NEITHER -> "";
        };
    }

    private static Map<String, Object> tree(ReportContent content, String identity) {
        Cohort cohort = content.cohort();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", identity);
        tree.put("regions", cohort.regions().stream().map(LabelRegion::name).toList());
        tree.put("metrics", cohort.metrics().stream().map(metric -> {
            Map<String, Object> column = new LinkedHashMap<>();
            column.put("title", metric.column());
            column.put("about", metric.definition() + better(metric));
            return column;
        }).toList());
        tree.put("failures", FAILURES);
        tree.put("uncertain", !content.scan().uncertainty().isEmpty());
        Map<String, String> cards = GallerySection.cards(content);
        List<Object> cases = new ArrayList<>();
        for (CaseResult one : cohort.cases()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", one.name());
            entry.put("failures", one.regions().stream().map(region -> FAILURES.indexOf(cohort.failure(region))).toList());
            entry.put("values", one.regions().stream().map(CaseTableSection::values).toList());
            if (content.scan().uncertainty().containsKey(one.name())) {
                entry.put("entropy", PageFiles.number(content.scan().uncertainty().get(one.name()).entropy()));
                entry.put("empty", !content.scan().uncertainty().get(one.name()).found());
            } else {
                entry.put("entropy", null);
            }
            if (cards.containsKey(one.name())) {
                entry.put("card", cards.get(one.name()));
            }
            cases.add(entry);
        }
        tree.put("cases", cases);
        return tree;
    }

    private static List<Object> values(RegionResult region) {
        List<Object> values = new ArrayList<>();
        region.metrics().values().forEach(value -> values.add(PageFiles.number(value)));
        return values;
    }
}
