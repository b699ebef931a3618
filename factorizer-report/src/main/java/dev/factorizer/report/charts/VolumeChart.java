package dev.factorizer.report.charts;

import dev.factorizer.report.cohort.VolumeAgreement;
import dev.factorizer.report.cohort.VolumeAgreement.Pair;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import java.util.List;
import java.util.stream.DoubleStream;

/** How volumes agree: their differences over their means. */
public final class VolumeChart {
    private VolumeChart() { }

    /**
     * {@return the chart}
     *
     * @param region its name
     * @param agreement at least one pair
     */
    public static Html of(String region, VolumeAgreement agreement) {
        List<Pair> pairs = agreement.pairs();
        Scale across = Scale.around(DoubleStream.concat(DoubleStream.of(0), pairs.stream().mapToDouble(Pair::mean)).toArray());
        Scale up = Scale.around(DoubleStream.concat(DoubleStream.of(0, agreement.lower(), agreement.upper()),
                pairs.stream().mapToDouble(Pair::difference)).toArray());
        return new Plot(region + ": difference of volumes over their mean, " + pairs.size() + " cases", 560, 320, across, up)
                .acrossAxis("mean of both volumes (ml)").upAxis("prediction − truth (ml)")
                .level("zero", 0, "").level("bias", agreement.bias(), "bias " + Numbers.of(agreement.bias()))
                .level("limit", agreement.lower(), Numbers.of(agreement.lower())).level("limit", agreement.upper(), Numbers.of(agreement.upper()))
                .points("case", pairs.stream().map(pair -> new Plot.Point(pair.mean(), pair.difference(), pair.name() + ": "
                        + Numbers.of(pair.target()) + " ml, found " + Numbers.of(pair.found()) + " ml")).toList()).svg();
    }
}
