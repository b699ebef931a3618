package dev.factorizer.report.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void marksAreRoundAndAroundTheNumbers() {
        assertEquals(List.of(-2.0, 0.0, 2.0, 4.0, 6.0, 8.0), Scale.around(-1.3, 7.2, Double.NaN, Double.POSITIVE_INFINITY).marks());
        assertEquals(new Scale(0, 1, 0.2), Scale.around());
        assertEquals(new Scale(0, 1, 0.2), Scale.around(Double.NaN));
        Scale one = Scale.around(5, 5);
        assertTrue(one.from() < 5 && one.to() > 5, one::toString);
        assertEquals(0.5, new Scale(-2, 8, 2).share(3));
    }

    @Test
    void whatIsNotFiniteIsNotDrawn() {
        String svg = new Plot("a <title>", 300, 200, Scale.unit(), Scale.unit()).points("x", List.of(new Plot.Point(0.5, 0.5, "<one>"),
                new Plot.Point(Double.NaN, 0.5, "two"), new Plot.Point(0.5, Double.NEGATIVE_INFINITY, "three")))
                .line("y", new double[] {0, 0.5, 1}, new double[] {0, Double.NaN, 1}).level("z", Double.NaN, "none").svg().toString();
        assertTrue(svg.contains("&lt;one&gt;") && !svg.contains("two") && !svg.contains("three") && !svg.contains("none"), svg);
        assertTrue(svg.contains("a &lt;title&gt;"), svg);
        assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
        assertTrue(svg.matches("(?s).*<path class=\"line y\" d=\"M[\\d.]+ [\\d.]+M[\\d.]+ [\\d.]+\"/>.*"), svg);
    }

    @Test
    void manyPointsAreOnePath() {
        List<Plot.Point> points = new ArrayList<>();
        for (int i = 0; i <= Plot.MOST_NAMED; i++) {
            points.add(new Plot.Point(i / 2000.0, 0.5, "point " + i));
        }
        String svg = new Plot("many", 300, 200, Scale.unit(), Scale.unit()).points("x", points).svg().toString();
        assertFalse(svg.contains("circle"));
        assertEquals(points.size(), svg.split("h0").length - 1);
    }
}
