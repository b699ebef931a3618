package dev.factorizer.report.page;

import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import dev.factorizer.report.pictures.CasePictures;
import dev.factorizer.report.pictures.PlanePicture;
import java.util.Base64;
import java.util.Locale;

/** Slices as SVG in mm: the image, the outlines of truth and prediction, the letters of the sides and a scale. */
final class SlicePicture {
    private SlicePicture() { }

    static Html of(String name, CasePictures pictures) {
        Html html = new Html().open("div", "class", "slices");
        for (PlanePicture picture : pictures.planes()) {
            html.open("figure").add(slice(name, picture)).element("figcaption", picture.plane().title() + ", slice " + (picture.slice() + 1)).close();
        }
        return html.close();
    }

    private static Html slice(String name, PlanePicture picture) {
        double width = picture.width() * picture.pixelWidth();
        double height = picture.height() * picture.pixelHeight();
        String title = name + ", " + picture.plane().title() + " slice " + (picture.slice() + 1) + (picture.truth().isEmpty()
                ? "; nothing is there" : "; truth outlined") + (picture.prediction().isEmpty() ? "; nothing was found" : "; prediction dashed");
        Html svg = new Html().open("svg", "class", "slice", "viewBox", "0 0 " + Numbers.shortest(width) + " " + Numbers.shortest(height),
                "role", "img", "aria-label", title).element("title", title);
        svg.leaf("image", "href", "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png()), "width", width, "height", height,
                "preserveAspectRatio", "none");
        svg.open("g", "transform", "scale(" + Numbers.shortest(picture.pixelWidth()) + " " + Numbers.shortest(picture.pixelHeight()) + ")");
        outline(svg, "truth", picture.truth());
        outline(svg, "prediction", picture.prediction());
        svg.close();
        letters(svg, picture, width, height);
        scale(svg, picture.scale(), width, height);
        return svg.close();
    }

    private static void outline(Html svg, String type, String path) {
        if (!path.isEmpty()) {
            svg.leaf("path", "class", "outline " + type, "d", path);
        }
    }

    private static void letters(Html svg, PlanePicture picture, double width, double height) {
        double size = Math.max(width, height) * 0.055;
        double edge = size * 0.35;
        double[] across = {edge, width - edge, width / 2, width / 2};
        double[] down = {height / 2, height / 2, size, height - edge};
        String[] anchors = {"start", "end", "middle", "middle"};
        for (int i = 0; i < across.length; i++) {
            svg.element("text", picture.letters()[i], "x", 0, "y", 0, "text-anchor", anchors[i],
                    "transform", String.format(Locale.ROOT, "translate(%.2f %.2f) scale(%.3f)", across[i], down[i], size));
        }
    }

    private static void scale(Html svg, double length, double width, double height) {
        double size = Math.max(width, height) * 0.045;
        double from = size * 0.5;
        double bottom = height - size * 0.6;
        svg.leaf("path", "class", "scale", "d", String.format(Locale.ROOT, "M%.2f %.2fh%.2f", from, bottom, length));
        svg.element("text", Numbers.of(length) + " mm", "x", 0, "y", 0, "transform",
                String.format(Locale.ROOT, "translate(%.2f %.2f) scale(%.3f)", from, bottom - size * 0.4, size));
    }
}
