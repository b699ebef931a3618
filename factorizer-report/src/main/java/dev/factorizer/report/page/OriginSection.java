package dev.factorizer.report.page;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.EvaluationSettings;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import dev.factorizer.report.runs.RunRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the numbers come from: recipe, hashes of data and predictions, machine and versions. */
final class OriginSection {
    private static final int MOST_LISTED = 500;

    private OriginSection() { }

    /** A hash over the hashes of all files, so that one number says whether two evaluations saw the same. */
    static String digest(List<CaseResult> cases, Function<CaseResult, String> file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            cases.forEach(one -> digest.update((one.name() + "\0" + file.apply(one) + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Html of(ReportContent content) {
        List<CaseResult> cases = content.cohort().cases();
        EvaluationSettings settings = content.cohort().evaluation().settings();
        Html html = new Html().open("section", "id", "origin", "aria-labelledby", "origin-title").element("h2", "Where this comes from", "id", "origin-title");
        html.open("dl");
        entry(html, "predictions, SHA-256 over all", digest(cases, one -> one.prediction().sha256()));
        entry(html, "references, SHA-256 over all", digest(cases, one -> one.reference().sha256()));
        for (LabelRegion region : settings.regions()) {
            entry(html, "region " + region.name(), "labels " + region.labels().stream().sorted().toList());
        }
        settings.ignored().ifPresent(label -> entry(html, "ignored label", label));
        entry(html, "failure", "Dice below " + Numbers.of(settings.failureDice()));
        entry(html, "intervals", Math.round(100 * settings.bootstrap().confidence()) + " %, " + settings.bootstrap().repetitions()
                + " bootstrap samples, seed " + settings.bootstrap().seed());
        entry(html, "report", "Factorizer for Java " + content.version() + ", NiiVue 0.69.0");
        html.close();
        tree(html, "Evaluation", content.cohort().evaluation().about());
        content.run().ifPresent(run -> training(html, run));
        files(html, cases);
        return html.close();
    }

    private static void training(Html html, RunRecord run) {
        run.machines().forEach((fold, machine) -> tree(html, (run.machines().size() > 1 ? "Training of " + fold : "Training")
                + ": machine, versions, hashes of the data", machine));
        Map<String, List<String>> folds = new LinkedHashMap<>();
        run.recipes().forEach((fold, recipe) -> folds.computeIfAbsent(recipe, _ -> new ArrayList<>()).add(fold));
        folds.forEach((recipe, names) -> html.open("details").element("summary", folds.size() == 1 ? "Recipe"
                : "Recipe of " + String.join(", ", names)).open("pre").lines(recipe).close().close());
    }

    private static void files(Html html, List<CaseResult> cases) {
        html.open("details").element("summary", "Files");
        if (cases.size() > MOST_LISTED) {
            html.element("p", "The hashes of the files of all " + cases.size() + " cases are in evaluation.json.");
        } else {
            html.open("div", "class", "scroll").open("table").open("tbody");
            for (CaseResult one : cases) {
                html.open("tr").element("th", one.name(), "scope", "row").open("td").text("prediction " + one.prediction().path()).leaf("br")
                        .element("code", one.prediction().sha256()).leaf("br").text("reference " + one.reference().path()).leaf("br")
                        .element("code", one.reference().sha256()).close().close();
            }
            html.close().close().close();
        }
        html.close();
    }

    private static void tree(Html html, String title, Map<String, Object> tree) {
        if (!tree.isEmpty()) {
            html.open("details").element("summary", title);
            entries(html, tree);
            html.close();
        }
    }

    private static void entries(Html html, Map<?, ?> tree) {
        html.open("dl");
        tree.forEach((name, value) -> {
            html.element("dt", name).open("dd");
            value(html, value);
            html.close();
        });
        html.close();
    }

    private static void value(Html html, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> entries(html, map);
            case List<?> list when list.stream().anyMatch(one -> one instanceof Map || one instanceof List) -> {
                html.open("ul");
                list.stream().limit(MOST_LISTED).forEach(one -> {
                    html.open("li");
                    value(html, one);
                    html.close();
                });
                html.close();
                if (list.size() > MOST_LISTED) {
                    html.text("and " + (list.size() - MOST_LISTED) + " more");
                }
            }
            case List<?> list -> html.text(String.join(", ", list.stream().map(String::valueOf).toList()));
            case null -> html.text("–");
            default -> html.text(value);
        }
    }

    private static void entry(Html html, String name, Object value) {
        html.element("dt", name).element("dd", value);
    }
}
