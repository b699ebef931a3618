package dev.factorizer.report.page;

import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.RegionFailures;
import dev.factorizer.models.statistics.MeanEstimate;
import dev.factorizer.report.cohort.Cohort;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import java.util.List;

/** The mean Dice of each region with its interval, and the share of failures. */
final class HeadlineSection {
    private HeadlineSection() { }

    static Html of(ReportContent content) {
        Cohort cohort = content.cohort();
        double bound = cohort.evaluation().settings().failureDice();
        Html html = new Html().open("section", "id", "headline", "aria-labelledby", "headline-title")
                .element("h2", "Result", "id", "headline-title").open("div", "class", "tiles");
        for (LabelRegion region : cohort.regions()) {
            MeanEstimate mean = cohort.meanDice(region.name());
            tile(html, "", "mean Dice of " + region.name(), Numbers.of(mean.mean()), interval(mean));
        }
        int failed = cohort.failedCases();
        int cases = cohort.cases().size();
        tile(html, failed == 0 ? "good" : "bad", "cases that failed", Numbers.percent(failed, cases), failed + " of " + cases
                + " have a region with a Dice below " + Numbers.of(bound) + ", missed, or found where it is not");
        html.close();
        warnings(html, cohort);
        failures(html, cohort);
        if (!content.leftOut().isEmpty()) {
            html.open("details", "open", "").element("summary", "What is missing in this report (" + content.leftOut().size() + ")")
                    .open("ul", "class", "notes");
            content.leftOut().forEach(sentence -> html.element("li", sentence));
            html.close().close();
        }
        return html.close();
    }

    private static String interval(MeanEstimate mean) {
        String n = "n = " + mean.cases();
        String others = (mean.undefined() > 0 ? ", " + mean.undefined() + " not defined" : "")
                + (mean.infinite() > 0 ? ", " + mean.infinite() + " infinite" : "");
        return mean.cases() < 2 ? n + ", no interval" + others : Math.round(100 * mean.bootstrap().confidence()) + " % CI " + Numbers.of(mean.lower())
                + " to " + Numbers.of(mean.upper()) + ", " + n + others;
    }

    private static void tile(Html html, String type, String name, String number, String note) {
        html.open("div", "class", ("tile " + type).strip()).element("div", name, "class", "name").element("div", number, "class", "big")
                .element("div", note, "class", "note").close();
    }

    private static void warnings(Html html, Cohort cohort) {
        int cases = cohort.cases().size();
        if (cases < MeanEstimate.ENOUGH) {
            html.element("p", "Of fewer than " + MeanEstimate.ENOUGH + " cases the intervals may be too narrow: there "
                    + (cases == 1 ? "is 1." : "are " + cases + "."), "class", "warning");
        }
        List<String> warnings = cohort.evaluation().warnings();
        if (!warnings.isEmpty()) {
            html.open("ul", "class", "notes warning");
            warnings.forEach(warning -> html.element("li", warning));
            html.close();
        }
    }

    private static void failures(Html html, Cohort cohort) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String head : List.of("region", "Dice below " + Numbers.of(cohort.evaluation().settings().failureDice()), "region missed",
                "region found where it is not", "lesions", "lesions missed", "false lesions")) {
            html.element("th", head, "scope", "col");
        }
        html.close().close().open("tbody");
        for (RegionFailures row : cohort.evaluation().regionFailures()) {
            html.open("tr").element("th", row.region(), "scope", "row");
            share(html, row.belowBound(), row.cases());
            share(html, row.missed(), row.cases());
            share(html, row.falsePositives(), row.cases());
            html.element("td", row.lesions());
            share(html, row.missedLesions(), row.lesions());
            html.element("td", row.falseLesions()).close();
        }
        html.close().close().close();
        html.element("p", "Lesions are the parts of a region that hang together by faces, edges or corners of voxels; one is missed if no voxel"
                + " of it was found, and false if it touches none.", "class", "soft");
    }

    private static void share(Html html, long part, long whole) {
        html.element("td", part + " of " + whole + " (" + Numbers.percent(part, whole) + ")");
    }
}
