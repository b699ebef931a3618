package dev.factorizer.report.charts;

import dev.factorizer.models.calibration.ReliabilityCurve;
import dev.factorizer.models.calibration.ReliabilityCurve.Bin;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import java.util.List;

/** How often a region is there over the probability that it is. */
public final class ReliabilityChart {
    private ReliabilityChart() { }

    /**
     * {@return the chart}
     *
     * @param curve of a region
     */
    public static Html of(ReliabilityCurve curve) {
        Plot plot = new Plot(curve.region() + ": share of voxels in the region over their probability", 360, 320, Scale.unit(), Scale.unit())
                .acrossAxis("probability").upAxis("share in the region");
        List<Bin> bins = curve.bins().stream().filter(bin -> bin.voxels() > 0).toList();
        for (Bin bin : bins) {
            plot.bar("share", bin.from(), bin.to(), bin.share(), "probability " + Numbers.of(bin.probability()) + ": " + Numbers.of(bin.share())
                    + " of " + bin.voxels() + " voxels");
        }
        double[] probabilities = bins.stream().mapToDouble(Bin::probability).toArray();
        return plot.line("zero", new double[] {0, 1}, new double[] {0, 1})
                .line("curve0", probabilities, bins.stream().mapToDouble(Bin::share).toArray()).svg();
    }
}
