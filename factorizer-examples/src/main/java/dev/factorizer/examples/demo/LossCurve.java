package dev.factorizer.examples.demo;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The loss of a training over its steps, as measured and smoothed.
 *
 * @param losses of the steps, the first one first
 */
record LossCurve(List<Double> losses) {
    private static final int SMOOTHED_OVER = 15;
    private static final int MOST_LABELS = 12;

    /** Copies the losses. */
    LossCurve {
        losses = List.copyOf(losses);
    }

    /** {@return the mean of the last steps, up to 15, which says more than the last one alone} */
    double last() {
        return mean(losses.size() - 1);
    }

    private double mean(int end) {
        return losses.subList(Math.max(0, end + 1 - SMOOTHED_OVER), end + 1).stream().mapToDouble(Double::doubleValue)
                .average().orElse(Double.NaN);
    }

    /**
     * Draws the curve.
     *
     * @param width in pixels
     * @param height in pixels
     * @return the picture
     */
    BufferedImage draw(int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).title("Training").xAxisTitle("step")
                .yAxisTitle("Dice loss + cross-entropy").build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0);
        chart.getStyler().setXAxisTickMarkSpacingHint(width / MOST_LABELS);
        double[] steps = new double[losses.size()];
        double[] measured = new double[steps.length];
        double[] smoothed = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i + 1;
            measured[i] = losses.get(i);
            smoothed[i] = mean(i);
        }
        chart.addSeries("each step", steps, measured).setMarker(SeriesMarkers.NONE).setLineColor(new Color(0xB8C4D6))
                .setLineWidth(1);
        chart.addSeries("mean of " + SMOOTHED_OVER, steps, smoothed).setMarker(SeriesMarkers.NONE)
                .setLineColor(new Color(0x1F5FBF)).setLineWidth(2);
        return BitmapEncoder.getBufferedImage(chart);
    }
}
