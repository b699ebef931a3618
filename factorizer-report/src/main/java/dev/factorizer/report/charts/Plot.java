package dev.factorizer.report.charts;

import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import java.util.List;
import java.util.Locale;

/** Two axes with points, lines and bands between them, as an SVG. What is not finite is left out. */
final class Plot {
    /** More points than this are one path without names, which stays small. */
    static final int MOST_NAMED = 1000;

    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;

    private final int left;
    private final int width;
    private final int height;
    private final Scale across;
    private final Scale up;
    private final Html svg = new Html();

    /** A point. */
    record Point(double x, double y, String name) { }

    Plot(String title, int width, int height, Scale across, Scale up) {
        this(title, 62, width, height, across, up);
    }

    /** With room for names on the left. */
    Plot(String title, int left, int width, int height, Scale across, Scale up) {
        this.left = left;
        this.width = width;
        this.height = height;
        this.across = across;
        this.up = up;
        svg.open("svg", "viewBox", "0 0 " + width + " " + height, "class", "plot", "role", "img", "aria-label", title);
        svg.element("title", title);
    }

    private double x(double value) {
        return left + across.share(value) * (width - left - RIGHT);
    }

    private double y(double value) {
        return height - BOTTOM - up.share(value) * (height - TOP - BOTTOM);
    }

    private static String at(double x, double y) {
        return String.format(Locale.ROOT, "%.1f %.1f", x, y);
    }

    Plot acrossAxis(String name) {
        for (double mark : across.marks()) {
            svg.leaf("path", "class", "grid", "d", "M" + at(x(mark), TOP) + "V" + (height - BOTTOM));
            svg.element("text", Numbers.of(mark), "x", x(mark), "y", height - BOTTOM + 16, "text-anchor", "middle");
        }
        svg.element("text", name, "x", (left + width - RIGHT) / 2, "y", height - 6, "text-anchor", "middle", "class", "name");
        return this;
    }

    Plot upAxis(String name) {
        for (double mark : up.marks()) {
            svg.leaf("path", "class", "grid", "d", "M" + at(left, y(mark)) + "H" + (width - RIGHT));
            svg.element("text", Numbers.of(mark), "x", left - 6, "y", y(mark) + 4, "text-anchor", "end");
        }
        svg.element("text", name, "x", 14, "y", (TOP + height - BOTTOM) / 2, "text-anchor", "middle", "class", "name",
                "transform", "rotate(-90 14 " + (TOP + height - BOTTOM) / 2 + ")");
        return this;
    }

    /** Names instead of numbers along the upright axis, each in the middle of its place 0, 1, … from the top. */
    Plot rows(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).length() > 16 ? names.get(i).substring(0, 15) + "…" : names.get(i);
            svg.element("text", name, "x", left - 6, "y", y(-i) + 4, "text-anchor", "end");
        }
        return this;
    }

    Plot points(String type, List<Point> points) {
        List<Point> finite = points.stream().filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y())).toList();
        if (finite.size() > MOST_NAMED) {
            StringBuilder path = new StringBuilder();
            finite.forEach(point -> path.append('M').append(at(x(point.x()), y(point.y()))).append("h0"));
            svg.leaf("path", "class", "dots " + type, "d", path);
            return this;
        }
        for (Point point : finite) {
            svg.open("circle", "class", "dot " + type, "cx", x(point.x()), "cy", y(point.y()), "r", 3).element("title", point.name()).close();
        }
        return this;
    }

    /** A line that breaks where a number is not finite. */
    Plot line(String type, double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        boolean on = false;
        for (int i = 0; i < xs.length; i++) {
            boolean finite = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            if (finite) {
                path.append(on ? 'L' : 'M').append(at(x(xs[i]), y(ys[i])));
            }
            on = finite;
        }
        if (!path.isEmpty()) {
            svg.leaf("path", "class", "line " + type, "d", path);
        }
        return this;
    }

    Plot level(String type, double value, String name) {
        if (Double.isFinite(value) && up.share(value) >= 0 && up.share(value) <= 1) {
            svg.leaf("path", "class", "line " + type, "d", "M" + at(left, y(value)) + "H" + (width - RIGHT));
            svg.element("text", name, "x", width - RIGHT - 4, "y", y(value) - 4, "text-anchor", "end");
        }
        return this;
    }

    /** A mean with its interval across. */
    Plot interval(double row, double mean, double lower, double upper, String name) {
        if (Double.isFinite(mean)) {
            svg.open("g", "class", "mean").element("title", name);
            if (Double.isFinite(lower) && Double.isFinite(upper)) {
                svg.leaf("path", "d", "M" + at(x(lower), y(row)) + "H" + String.format(Locale.ROOT, "%.1f", x(upper)));
            }
            svg.leaf("path", "d", "M" + at(x(mean), y(row) - 8) + "v16").close();
        }
        return this;
    }

    /** A bar from the lower axis. */
    Plot bar(String type, double from, double to, double value, String name) {
        if (Double.isFinite(value)) {
            double top = y(value);
            svg.open("rect", "class", "bar " + type, "x", x(from) + 1, "y", top, "width", Math.max(0, x(to) - x(from) - 2),
                    "height", Math.max(0, height - BOTTOM - top)).element("title", name).close();
        }
        return this;
    }

    Html svg() {
        svg.close();
        return svg;
    }
}
