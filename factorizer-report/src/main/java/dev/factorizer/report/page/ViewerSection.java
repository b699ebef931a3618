package dev.factorizer.report.page;

import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import dev.factorizer.report.volumes.ComponentMap;
import dev.factorizer.report.volumes.ViewerLayer;
import dev.factorizer.report.volumes.ViewerLayer.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One case as a volume with layers, and as slices where the browser can't draw volumes. */
final class ViewerSection {
    private static final Set<Kind> FIRST = Set.of(Kind.IMAGE, Kind.TRUTH, Kind.PREDICTION);
    private static final List<String> PLANES = List.of("axial", "coronal", "sagittal", "three planes", "3-D");
    private static final int MOST_RANKED = 200;

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
        ranking(html, shown.components());
        return html.source("script", PageFiles.json(tree(shown)), "type", "application/json", "id", "viewer-data").close();
    }

    /** The maps and their ranking; overlaps are with what the maps were compared with. */
    private static void ranking(Html html, List<ComponentMap> components) {
        if (components.isEmpty()) {
            return;
        }
        html.element("h3", "Components, ranked by " + components.stream().map(ComponentMap::rankedBy).distinct().collect(Collectors.joining(" or ")));
        html.open("div", "class", "scroll").open("table", "id", "component-ranks").open("thead").open("tr");
        for (String head : List.of("rank", "layer", "shift", "head", "component", "share", "energy", "region: Dice, share inside")) {
            html.element("th", head, "scope", "col");
        }
        html.close().close().open("tbody");
        for (ComponentMap one : components.subList(0, Math.min(MOST_RANKED, components.size()))) {
            html.open("tr").element("td", one.rank()).element("td", one.layer()).element("td", one.shift()).element("td", one.head())
                    .element("td", one.component()).element("td", percent(one.share())).element("td", percent(one.energy()))
                    .element("td", one.regions().entrySet().stream().map(region -> region.getKey() + ": " + Numbers.of(region.getValue().dice())
                            + ", " + percent(region.getValue().inside())).collect(Collectors.joining("; "))).close();
        }
        html.close().close().close();
        if (components.size() > MOST_RANKED) {
            html.element("p", "and " + (components.size() - MOST_RANKED) + " more, in the records of the component maps", "class", "soft");
        }
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? Numbers.of(Math.round(1000 * share) / 10.0) + " %" : Numbers.of(share);
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
