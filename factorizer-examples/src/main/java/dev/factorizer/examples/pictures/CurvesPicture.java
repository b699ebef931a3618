package dev.factorizer.examples.pictures;

import dev.factorizer.models.curves.TrainingCurves;
import dev.factorizer.models.curves.TrainingCurves.StepPoint;
import dev.factorizer.models.curves.TrainingCurves.ValidationPoint;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The curves of a training in one picture: loss, Dice of the validations, learning rate, and the share of time waited for data.
 *
 * @param curves of a training that has begun
 */
public record CurvesPicture(TrainingCurves curves) {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 380;
    /** More points than this are a line without marks. */
    private static final int MOST_MARKED = 60;
    private static final Color EACH = new Color(0xB8C4D6);
    private static final Color MEAN = new Color(0x1F5FBF);

    /**
     * Draws the curves of a training into a file, without a display.
     *
     * @param curves what to draw
     * @param file a PNG file
     * @throws MissingFontsException if this machine has no fonts
     * @throws IOException if it can't be written
     */
    public static void write(TrainingCurves curves, Path file) throws IOException {
        MissingFontsException.check();
        PictureFile.write(new CurvesPicture(curves).draw(), file);
    }

    /** The picture: four charts, two by two. One without a point stays empty. */
    BufferedImage draw() {
        BufferedImage picture = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        List<XYChart> charts = List.of(loss(), dice(), learningRate(), waiting());
        for (int i = 0; i < charts.size(); i++) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), i % 2 * WIDTH, i / 2 * HEIGHT, null);
        }
        graphics.dispose();
        return picture;
    }

    private XYChart loss() {
        XYChart chart = chart("Loss");
        Map<Double, Double> points = points(StepPoint::loss);
        add(chart, curves.steps().stream().anyMatch(step -> step.count() > 1) ? "means of steps" : "each step", points, EACH);
        add(chart, "smoothed", smoothed(points), MEAN);
        return chart;
    }

    private XYChart dice() {
        XYChart chart = chart("Dice of validations");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        add(chart, "mean", validations(ValidationPoint::meanDice), MEAN);
        LinkedHashSet<String> regions = new LinkedHashSet<>();
        curves.validations().forEach(one -> regions.addAll(one.dice().keySet()));
        if (regions.size() > 1) {
            for (String region : regions) {
                add(chart, "region " + region, validations(one -> one.dice().getOrDefault(region, Double.NaN)), null);
            }
        }
        return chart;
    }

    private XYChart learningRate() {
        XYChart chart = chart("Learning rate in thousandths");
        chart.getStyler().setYAxisMin(0.0);
        // The library places labels of numbers this small over each other.
        add(chart, "learning rate · 1000", points(one -> 1000 * one.learningRate()), MEAN);
        return chart;
    }

    private XYChart waiting() {
        XYChart chart = chart("Share of time waited for data");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        add(chart, "waited", points(CurvesPicture::waitedShare), MEAN);
        return chart;
    }

    private static double waitedShare(StepPoint step) {
        double all = step.waitedSeconds() + step.seconds();
        return all > 0 ? step.waitedSeconds() / all : 0;
    }

    private static XYChart chart(String title) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("step").build();
        // Numbers are written alike everywhere.
        chart.getStyler().setLocale(Locale.ROOT).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisMin(0.0).setXAxisDecimalPattern("0").setXAxisTickMarkSpacingHint(WIDTH / 8);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        return chart;
    }

    private static void add(XYChart chart, String name, Map<Double, Double> points, Color color) {
        Map<Double, Double> finite = new LinkedHashMap<>(points);
        finite.values().removeIf(value -> !Double.isFinite(value));
        if (!finite.isEmpty()) {
            XYSeries series = chart.addSeries(name, List.copyOf(finite.keySet()), List.copyOf(finite.values()));
            series.setMarker(finite.size() > MOST_MARKED ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            if (color != null) {
                series.setMarkerColor(color).setLineColor(color);
            }
        }
    }

    private Map<Double, Double> validations(ToDoubleFunction<ValidationPoint> value) {
        Map<Double, Double> points = new LinkedHashMap<>();
        curves.validations().forEach(one -> points.put((double) one.step(), value.applyAsDouble(one)));
        return points;
    }

    private Map<Double, Double> points(ToDoubleFunction<StepPoint> value) {
        Map<Double, Double> points = new LinkedHashMap<>();
        curves.steps().forEach(one -> points.put((double) one.step(), value.applyAsDouble(one)));
        return points;
    }

    /** An exponential mean, as TensorBoard's; what is not finite is passed over. */
    private static Map<Double, Double> smoothed(Map<Double, Double> points) {
        Map<Double, Double> smoothed = new LinkedHashMap<>();
        double sum = 0;
        double weights = 0;
        for (Map.Entry<Double, Double> point : points.entrySet()) {
            if (Double.isFinite(point.getValue())) {
                sum = 0.9 * sum + point.getValue();
                weights = 0.9 * weights + 1;
                smoothed.put(point.getKey(), sum / weights);
            }
        }
        return smoothed;
    }
}
