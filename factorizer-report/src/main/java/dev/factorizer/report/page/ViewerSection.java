package dev.factorizer.report.page;

import dev.factorizer.report.markup.Html;
import dev.factorizer.report.volumes.ViewerLayer;
import dev.factorizer.report.volumes.ViewerLayer.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One case as a volume with layers, and as slices where the browser can't draw volumes. */
final class ViewerSection {
    private static final Set<Kind> FIRST = Set.of(Kind.IMAGE, Kind.TRUTH, Kind.PREDICTION);
    private static final List<String> PLANES = List.of("axial", "coronal", "sagittal", "three planes", "3-D");

    private ViewerSection() { }

    static Html of(ShownCase shown) {
        String name = shown.slices().result().name();
        Html html = new Html().open("section", "id", "volume-section", "aria-labelledby", "volume-title")
                .open("h2", "id", "volume-title").text("One case: " + name).close();
        html.element("p", "", "id", "viewer-status", "role", "status");
        html.open("div", "id", "viewer", "class", "viewer", "hidden", "");
        html.open("div").open("div", "class", "stage").element("canvas", "", "id", "volume", "tabindex", "0", "aria-label", name
                + " in three planes; arrow keys and page keys move the cross, digits switch layers").close();
        html.element("p", "", "id", "viewer-location", "class", "location soft", "aria-live", "polite").close();
        html.open("div").open("div", "class", "controls").open("label").text("View ").open("select", "id", "viewer-planes");
        for (int i : List.of(3, 0, 1, 2, 4)) {
            html.element("option", PLANES.get(i), "value", i);
        }
        html.close().close().element("button", "To the lesion", "type", "button", "id", "viewer-center").close();
        html.open("ul", "id", "viewer-layers", "class", "layers", "aria-label", "layers").close();
        html.open("p", "class", "soft").element("kbd", "←").element("kbd", "→").element("kbd", "↑").element("kbd", "↓").element("kbd", "Page ↑")
                .element("kbd", "Page ↓").text(" move the cross, ").element("kbd", "1").text(" to ").element("kbd", "9").text(" switch layers. ")
                .text(resolution(shown)).close().close().close();
        html.open("div", "id", "viewer-flat", "class", "flat").add(SlicePicture.of(name, shown.slices().pictures())).close();
        return html.source("script", PageFiles.json(tree(shown)), "type", "application/json", "id", "viewer-data").close();
    }

    private static String resolution(ShownCase shown) {
        int step = shown.volumes().step();
        int mapStep = shown.volumes().mapStep();
        if (step == 1 && mapStep == 1) {
            return "Voxels are those of the scan, cut to what is in it; intensities are rounded to 256 steps.";
        }
        return "To keep the file small, a voxel here is the mean of " + step + "×" + step + "×" + step + " of the scan" + (mapStep == step ? "."
                : ", of maps " + mapStep + "×" + mapStep + "×" + mapStep + ".") + " Intensities are rounded to 256 steps.";
    }

    private static Map<String, Object> tree(ShownCase shown) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("center", shown.center());
        tree.put("layers", shown.volumes().layers().stream().map(ViewerSection::layer).toList());
        return tree;
    }

    private static Map<String, Object> layer(ViewerLayer layer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", layer.name());
        tree.put("labels", layer.kind() == Kind.TRUTH || layer.kind() == Kind.PREDICTION);
        tree.put("colors", layer.kind().colors());
        tree.put("opacity", layer.kind().opacity());
        tree.put("shown", FIRST.contains(layer.kind()));
        tree.put("low", layer.low());
        tree.put("high", layer.high());
        tree.put("file", layer.base64());
        return tree;
    }
}
