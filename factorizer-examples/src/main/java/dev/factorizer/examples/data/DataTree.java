package dev.factorizer.examples.data;

import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.datacheck.CaseFingerprint;
import dev.factorizer.io.datacheck.ChannelValues;
import dev.factorizer.io.datacheck.DataFingerprint;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datacheck.Intensities;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checked data set for other programs: maps, lists and simple values.
 *
 * @param report what the check found
 */
public record DataTree(DataReport report) {
    /** {@return the tree} */
    public Map<String, Object> tree() {
        DataList list = report.list();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", list.name());
        tree.put("form", SettingsWriter.name(list.form()));
        tree.put("source", list.source().toString());
        tree.put("channels", list.channels());
        tree.put("labels", list.labels().meanings().stream().map(meaning -> ordered("name", meaning.name(), "values", meaning.values()))
                .toList());
        tree.put("cases", list.cases().stream().map(one -> ordered("name", one.id(), "part", one.part().key())).toList());
        tree.put("unlabeled", list.unlabeled().entrySet().stream().map(one -> ordered("name", one.getKey(), "labels",
                List.copyOf(one.getValue()))).toList());
        tree.put("headersOnly", report.headersOnly());
        tree.put("problems", report.problems().stream().map(DataTree::problem).toList());
        tree.put("fingerprint", fingerprint(report.fingerprint()));
        tree.put("caseFingerprints", report.cases().stream().map(DataTree::fingerprint).toList());
        return tree;
    }

    private static Map<String, Object> problem(Problem problem) {
        return ordered("kind", SettingsWriter.name(problem.kind()), "severity", problem instanceof Problem.Warning ? "warning" : "fault",
                "case", problem.caseId(), "sentence", problem.sentence());
    }

    private static Map<String, Object> fingerprint(DataFingerprint all) {
        Map<String, Object> labels = new LinkedHashMap<>();
        all.labels().forEach((value, volume) -> labels.put(value.toString(), ordered("caseCount", volume.cases(), "smallest", volume.smallest(),
                "median", volume.median(), "largest", volume.largest(), "share", volume.share())));
        return ordered("caseCount", all.cases(), "medianSize", all.medianSize(), "smallestSize", all.smallestSize(), "largestSize",
                all.largestSize(), "medianSpacing", all.medianSpacing(), "finestSpacing", all.finestSpacing(), "coarsestSpacing",
                all.coarsestSpacing(), "axisCodes", all.axisCodes(), "intensities",
                all.intensities().stream().map(DataTree::intensities).toList(), "values", all.values().stream().map(DataTree::values).toList(),
                "nonzeroBoxShare", all.nonzeroBoxShare(), "largestLabelSize", all.largestLabelSize(), "labelVolumes", labels);
    }

    private static Map<String, Object> fingerprint(CaseFingerprint one) {
        Map<String, Object> volumes = new LinkedHashMap<>();
        one.labelVolumes().forEach((value, volume) -> volumes.put(value.toString(), volume));
        return ordered("case", one.id(), "size", one.size(), "spacing", one.spacing(), "axisCodes", one.axisCodes(), "intensities",
                one.intensities().stream().map(DataTree::intensities).toList(), "values", one.values().stream().map(DataTree::values).toList(),
                "nonzeroSize", one.nonzeroSize(), "labelSize", one.labelSize(), "labelVolumes", volumes);
    }

    private static Map<String, Object> intensities(Intensities one) {
        return ordered("mean", one.mean(), "deviation", one.deviation(), "minimum", one.minimum(), "percentile0005", one.percentile0005(),
                "median", one.median(), "percentile9995", one.percentile9995(), "maximum", one.maximum());
    }

    private static Map<String, Object> values(ChannelValues one) {
        return ordered("minimum", one.minimum(), "maximum", one.maximum(), "nonzeroShare", one.nonzeroShare());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
