package dev.factorizer.report.charts;

import dev.factorizer.report.markup.Html;
import dev.factorizer.report.runs.Series;
import java.util.List;

/** Numbers over the steps of a training. */
public final class CurveChart {
    private CurveChart() { }

    /**
     * {@return the chart}
     *
     * @param title what it shows
     * @param unit of the numbers; empty for none
     * @param curves at least one
     */
    public static Html of(String title, String unit, List<Series> curves) {
        Scale across = Scale.around(curves.stream().flatMapToDouble(Series::xs).toArray());
        Scale up = Scale.around(curves.stream().flatMapToDouble(Series::ys).toArray());
        Plot plot = new Plot(title, 560, 280, across, up).acrossAxis("step").upAxis(unit.isEmpty() ? title : title + " (" + unit + ")");
        for (int i = 0; i < curves.size(); i++) {
            plot.line("curve" + i % 6, curves.get(i).xs().toArray(), curves.get(i).ys().toArray());
        }
        return plot.svg();
    }
}
