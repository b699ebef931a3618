package dev.factorizer.report.page;

import dev.factorizer.report.charts.CurveChart;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import dev.factorizer.report.runs.Series;
import dev.factorizer.report.runs.TrainingLog;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The curves of a training, its time and memory. */
final class TrainingSection {
    private static final double GIB = 1L << 30;

    private TrainingSection() { }

    static Html of(TrainingLog log) {
        Html html = new Html().open("section", "id", "training", "aria-labelledby", "training-title").element("h2", "Training", "id", "training-title");
        html.open("div", "class", "tiles");
        tile(html, "time", Numbers.duration(log.seconds()), log.steps() + " steps");
        log.memory().stream().flatMapToDouble(Series::ys).filter(Double::isFinite).max()
                .ifPresent(most -> tile(html, "memory", Numbers.bytes(most), "the most at the end of an epoch"));
        log.waitedShare().stream().flatMapToDouble(Series::ys).average().ifPresent(waited -> tile(html, "waited for data",
                Numbers.of(Math.round(waited * 1000) / 10.0) + " %", "of the time, mean over epochs"));
        html.close().open("div", "class", "plots wide");
        chart(html, "Loss", "", log.loss());
        chart(html, "Dice of the validation", "", log.dice());
        chart(html, "Learning rate", "", log.learningRate());
        chart(html, "Time of a step", "s", log.stepSeconds());
        chart(html, "Waited for data", "%", scaled(log.waitedShare(), value -> 100 * value));
        chart(html, "Memory", "GiB", scaled(log.memory(), value -> value / GIB));
        return html.close().close();
    }

    private static List<Series> scaled(List<Series> curves, DoubleUnaryOperator scale) {
        return curves.stream().map(curve -> new Series(curve.name(), curve.points().stream()
                .map(point -> new Series.Point(point.x(), scale.applyAsDouble(point.y()))).toList())).toList();
    }

    private static void tile(Html html, String name, String number, String note) {
        html.open("div", "class", "tile").element("div", name, "class", "name").element("div", number, "class", "big")
                .element("div", note, "class", "note").close();
    }

    private static void chart(Html html, String title, String unit, List<Series> curves) {
        if (curves.isEmpty()) {
            return;
        }
        html.open("figure").element("h3", title).add(CurveChart.of(title, unit, curves));
        if (curves.size() > 1) {
            html.open("figcaption");
            for (int i = 0; i < curves.size(); i++) {
                html.open("span", "class", "key").element("i", "", "class", "k" + i % 6).text(curves.get(i).name()).close();
            }
            html.close();
        }
        html.close();
    }
}
