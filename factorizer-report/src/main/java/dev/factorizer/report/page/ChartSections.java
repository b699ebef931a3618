package dev.factorizer.report.page;

import dev.factorizer.models.calibration.ReliabilityCurve;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.statistics.MeanEstimate;
import dev.factorizer.report.charts.DotChart;
import dev.factorizer.report.charts.ReliabilityChart;
import dev.factorizer.report.charts.VolumeChart;
import dev.factorizer.report.cohort.VolumeAgreement;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import java.util.List;

/** Reliability, volumes, and all cases by each metric: charts with their numbers behind them. */
final class ChartSections {
    private ChartSections() { }

    static Html reliability(ReportContent content) {
        List<ReliabilityCurve> curves = content.scan().curves();
        int cases = content.scan().reliabilityCases();
        Html html = section("reliability", "Reliability of the probabilities");
        html.element("p", "Where the model says 0.8, a calibrated one is right for 80 % of the voxels. ECE is the expected calibration error: the mean"
                + " distance from the diagonal, each voxel counted once. Most voxels of an image are background without doubt, so it is small for any"
                + " model. Voxels that the network did not see are left out. From " + cases + (cases == 1 ? " case." : " cases."));
        html.open("div", "class", "plots");
        for (ReliabilityCurve curve : curves) {
            html.open("figure").element("h3", curve.region() + ": ECE " + Numbers.of(curve.expectedCalibrationError())).add(ReliabilityChart.of(curve));
            html.open("details").element("summary", "Numbers").open("table");
            heads(html, "probability", "mean", "in the region", "voxels");
            html.open("tbody");
            curve.bins().stream().filter(bin -> bin.voxels() > 0).forEach(bin -> row(html, Numbers.of(bin.from()) + " to " + Numbers.of(bin.to()),
                    Numbers.of(bin.probability()), Numbers.of(bin.share()), bin.voxels()));
            html.close().close().close().close();
        }
        return html.close().close();
    }

    static Html volumes(ReportContent content) {
        Html html = section("volumes", "Volumes (Bland and Altman)");
        html.element("p", "The difference of volumes over their mean, a dot for each case, with the mean difference (bias) and the limits between"
                + " which 95 % of differences would lie if they were normally distributed.");
        html.open("div", "class", "plots wide");
        for (LabelRegion region : content.cohort().regions()) {
            VolumeAgreement agreement = VolumeAgreement.of(content.cohort(), region.name());
            html.open("figure").element("h3", region.name());
            if (agreement.pairs().isEmpty()) {
                html.element("p", "No case has finite volumes.").close();
                continue;
            }
            html.add(VolumeChart.of(region.name(), agreement));
            html.element("figcaption", "bias " + Numbers.of(agreement.bias()) + " ml, limits " + Numbers.of(agreement.lower()) + " to "
                    + Numbers.of(agreement.upper()) + " ml, n = " + agreement.pairs().size()).close();
        }
        return html.close().close();
    }

    static Html metrics(ReportContent content) {
        Html html = section("metrics", "All cases by each metric");
        html.element("p", "A dot for each case; the upright stroke is the mean, the line through it its confidence interval. Infinite values and"
                + " those that are not defined have no dot; they are counted in the table.");
        html.open("div", "class", "plots wide");
        content.cohort().metrics().forEach(metric -> html.open("figure").element("h3", metric.column()).add(DotChart.of(content.cohort(), metric))
                .close());
        html.close();
        html.open("details").element("summary", "Numbers").open("div", "class", "scroll").open("table");
        heads(html, "region", "metric", "mean", "interval", "standard deviation", "n", "not defined", "infinite");
        html.open("tbody");
        for (LabelRegion region : content.cohort().regions()) {
            for (MeasuredMetric metric : content.cohort().metrics()) {
                MeanEstimate mean = content.cohort().evaluation().mean(region.name(), metric.name());
                row(html, region.name(), metric.column(), Numbers.of(mean.mean()), Numbers.of(mean.lower()) + " to " + Numbers.of(mean.upper()),
                        Numbers.of(mean.deviation()), mean.cases(), mean.undefined(), mean.infinite());
            }
        }
        return html.close().close().close().close().close();
    }

    private static Html section(String id, String title) {
        return new Html().open("section", "id", id, "aria-labelledby", id + "-title").element("h2", title, "id", id + "-title");
    }

    private static void heads(Html html, String... names) {
        html.open("thead").open("tr");
        for (String name : names) {
            html.element("th", name, "scope", "col");
        }
        html.close().close();
    }

    private static void row(Html html, Object... cells) {
        html.open("tr");
        for (Object cell : cells) {
            html.element("td", cell);
        }
        html.close();
    }
}
