package dev.factorizer.examples.evaluate;

import dev.factorizer.examples.pictures.MissingFontsException;
import dev.factorizer.examples.pictures.PictureFile;
import dev.factorizer.models.variants.RegionScore;
import dev.factorizer.models.variants.VariantScore;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/**
 * The curve of accuracy and time over the iterations: Dice of each region on the left axis, seconds for a case on the right.
 *
 * @param scores of variants with a number of iterations, fewest first
 */
public record IterationCurve(List<VariantScore> scores) {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 450;
    private static final Color TIME = new Color(0xB0, 0xB0, 0xB0);

    /** Leaves out variants that do not iterate, and sorts the others. */
    public IterationCurve {
        scores = scores.stream().filter(score -> score.variant().iterations().isPresent())
                .sorted(Comparator.comparingInt(score -> score.variant().iterations().getAsInt())).toList();
    }

    /** {@return whether there is anything to draw: two points at least, and a region that a case has} */
    public boolean isDrawable() {
        return scores.size() > 1 && scores.getFirst().regions().stream().anyMatch(region -> region.cases() > 0);
    }

    /**
     * Draws the curve into a file, without a display.
     *
     * @param file a PNG file
     * @throws MissingFontsException if this machine has no fonts
     * @throws IOException if it can't be written
     */
    public void write(Path file) throws IOException {
        MissingFontsException.check();
        PictureFile.write(draw(), file);
    }

    /** The picture. */
    BufferedImage draw() {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title("Fewer iterations").xAxisTitle("iterations T")
                .yAxisTitle("Dice").build();
        // Numbers are written alike everywhere.
        chart.getStyler().setLocale(Locale.ROOT).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setYAxisMin(0, 0.0).setYAxisMax(0, 1.0).setYAxisMin(1, 0.0);
        chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
        chart.setYAxisGroupTitle(1, "seconds for a case");
        double[] iterations = scores.stream().mapToDouble(score -> score.variant().iterations().getAsInt()).toArray();
        XYSeries time = chart.addSeries("seconds", iterations, scores.stream().mapToDouble(VariantScore::seconds).toArray());
        time.setMarkerColor(TIME).setLineColor(TIME).setYAxisGroup(1);
        List<RegionScore> regions = scores.getFirst().regions();
        for (int i = 0; i < regions.size(); i++) {
            int region = i;
            if (regions.get(i).cases() > 0) {
                chart.addSeries("Dice, " + regions.get(i).region(), iterations,
                        scores.stream().mapToDouble(score -> score.regions().get(region).dice()).toArray());
            }
        }
        return BitmapEncoder.getBufferedImage(chart);
    }
}
