package dev.factorizer.report.page;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.evaluation.RegionResult;
import dev.factorizer.report.cohort.Cohort;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import dev.factorizer.report.volumes.Uncertainty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The worst cases and those that the model was most unsure of, as slices. */
final class GallerySection {
    private GallerySection() { }

    /** By case the name of its card. */
    static Map<String, String> cards(ReportContent content) {
        Map<String, String> cards = new LinkedHashMap<>();
        for (List<GalleryCase> group : List.of(content.worst(), content.uncertain())) {
            for (GalleryCase one : group) {
                cards.putIfAbsent(one.result().name(), "card-" + (cards.size() + 1));
            }
        }
        return cards;
    }

    static Html of(ReportContent content) {
        Html html = new Html().open("section", "id", "gallery", "aria-labelledby", "gallery-title")
                .element("h2", "Failure gallery", "id", "gallery-title");
        html.open("p").open("span", "class", "key").element("i", "", "class", "truth").text("truth").close()
                .open("span", "class", "key").element("i", "", "class", "prediction").text("prediction").close()
                .text("Three planes through the middle of the lesion with the most wrong voxels, as radiologists see them: R is the patient's right.")
                .close();
        html.open("div", "class", "controls").open("label").leaf("input", "type", "checkbox", "id", "outlines", "checked", "").text(" outlines")
                .close().close();
        Map<String, String> cards = cards(content);
        html.element("h3", "The worst " + content.worst().size() + " by the Dice of their worst region");
        html.open("div", "class", "gallery");
        content.worst().forEach(one -> card(html, content, one, cards));
        html.close();
        if (!content.uncertain().isEmpty()) {
            List<String> before = content.worst().stream().map(one -> one.result().name()).toList();
            html.element("h3", "The " + content.uncertain().size() + " that the model was most unsure of").open("div", "class", "gallery");
            for (GalleryCase one : content.uncertain()) {
                if (before.contains(one.result().name())) {
                    html.open("article", "class", "card").open("h3").element("a", one.result().name(), "href", "#" + cards.get(one.result().name()))
                            .close().element("p", "is among the worst, too. " + unsure(content, one.result()), "class", "values").close();
                } else {
                    card(html, content, one, cards);
                }
            }
            html.close();
        }
        return html.close();
    }

    private static String unsure(ReportContent content, CaseResult one) {
        Uncertainty unsure = content.scan().uncertainty().get(one.name());
        return unsure == null ? "" : "entropy " + Numbers.of(unsure.entropy()) + (unsure.found() ? "" : ", the largest, as nothing was found");
    }

    private static void card(Html html, ReportContent content, GalleryCase one, Map<String, String> cards) {
        Cohort cohort = content.cohort();
        CaseResult result = one.result();
        String id = Objects.requireNonNull(cards.get(result.name()), result.name());
        html.open("article", "class", "card", "id", id, "tabindex", "0", "data-case", cohort.cases().indexOf(result), "aria-label", result.name());
        html.open("h3").text(result.name() + " ");
        if (!cohort.failure(one.region()).isEmpty()) {
            html.element("span", cohort.failure(one.region()), "class", "badge bad").text(" ");
        }
        html.element("span", "", "class", "verdict badge", "hidden", "").close();
        html.element("p", values(content, one), "class", "values");
        html.add(SlicePicture.of(result.name(), one.pictures()));
        html.open("div", "class", "controls");
        for (String verdict : List.of("pass", "fail", "unsure")) {
            html.element("button", verdict, "type", "button", "data-verdict", verdict, "aria-pressed", "false");
        }
        html.element("button", "note", "type", "button", "data-note", "");
        html.element("span", "window " + Numbers.of(one.pictures().window().low()) + " to " + Numbers.of(one.pictures().window().high()),
                "class", "soft").close().element("span", "", "class", "note-text").close();
    }

    private static String values(ReportContent content, GalleryCase one) {
        RegionResult region = one.region();
        StringBuilder text = new StringBuilder(region.region()).append(": Dice ").append(Numbers.of(region.dice()));
        for (MeasuredMetric metric : content.cohort().metrics()) {
            if (!metric.name().equals("dice") && metric.better() != MeasuredMetric.Better.NEITHER) {
                text.append(", ").append(metric.name()).append(' ').append(Numbers.of(region.value(metric.name())))
                        .append(metric.unit().isEmpty() ? "" : " " + metric.unit());
            }
        }
        text.append("; ").append(Numbers.of(region.referenceMilliliters())).append(" ml, found ").append(Numbers.of(region.predictionMilliliters()))
                .append(" ml");
        String unsure = unsure(content, one.result());
        return text.append(unsure.isEmpty() ? "" : "; " + unsure).toString();
    }
}
