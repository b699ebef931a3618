package dev.factorizer.models.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published schema against the reader: both know the same names. */
class RecipeSchemaTest {
    private static final String TEXT = new String(Recipes.schema(), StandardCharsets.UTF_8);
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TEXT);
    private static final String SIZES = "[16, 16, 16]";

    private static Set<ValidationMessage> mistakes(Map<String, Object> tree) {
        return SCHEMA.validate(new String(JsonTree.text(tree), StandardCharsets.UTF_8), InputFormat.JSON);
    }

    private static Map<String, Object> parsed(String json) {
        try {
            return JsonTree.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Path.of("sample"), "a sample");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All that comes along, and each kind of everything in a recipe that is otherwise the demonstration's. */
    private static List<Map<String, Object>> samples() {
        List<Map<String, Object>> samples = new ArrayList<>();
        Recipes.names().forEach(name -> samples.add(Recipes.named(name).toTree()));
        String dice = "'activation': 'sigmoid'";
        Stream.of("{'kind': 'binaryCrossEntropy'}", "{'kind': 'softmaxCrossEntropy'}", "{'kind': 'diceLoss', " + dice + "}",
                "{'kind': 'focalLoss', 'activation': 'sigmoid', 'alpha': 0.5}", "{'kind': 'diceCrossEntropy', 'dice': {" + dice + "}}",
                "{'kind': 'diceFocal', 'dice': {" + dice + "}, 'focal': {'activation': 'softmax', 'alpha': null}}",
                "{'kind': 'generalizedDiceLoss', 'activation': 'sigmoid'}",
                "{'kind': 'tverskyLoss', 'activation': 'sigmoid', 'alpha': 0.3, 'beta': 0.7}",
                "{'kind': 'exclusiveClasses', 'base': {'kind': 'softmaxCrossEntropy'}}",
                "{'kind': 'partlyLabeled', 'base': {'kind': 'diceCrossEntropy'}}",
                "{'kind': 'deepSupervision', 'base': {'kind': 'diceCrossEntropy'}, 'weights': [1, 0.5]}")
                .forEach(loss -> samples.add(with("loss", loss)));
        Stream.of("{'kind': 'adam', 'learningRate': 1}", "{'kind': 'adamW', 'learningRate': 1}",
                "{'kind': 'stochasticGradientDescent', 'learningRate': 0.01}").forEach(optimizer -> samples.add(with("optimizer", optimizer)));
        Stream.of("constant", "warmupCosine", "cosine", "polynomial", "oneCycle")
                .forEach(rate -> samples.add(with("rate", "{'kind': '" + rate + "', 'per': 'step'}")));
        Stream.of("none", "published", "nnUNet").forEach(name -> samples.add(with("augmentation", "{'kind': '" + name + "'}")));
        Stream.of("{'kind': 'randSpatialCrop', 'size': " + SIZES + "}", "{'kind': 'foregroundOversampling', 'size': " + SIZES
                + ", 'share': 0.33}", "{'kind': 'randCropByPosNegLabel', 'size': " + SIZES + ", 'positive': 1, 'negative': 1}",
                "{'kind': 'randSpatialCrop', 'size': 'window'}").forEach(patch -> samples.add(with("augmentation",
                        "{'kind': 'transforms', 'patch': " + patch + ", 'sampling': 'nnunet', 'spatial': " + SPATIAL + ", 'intensity': "
                                + INTENSITY + "}")));
        samples.add(with("preprocessing", "{'cropToNonzero': {}, 'resampleToSpacing': {'spacing': [1, 1, 3]}, 'normalizeChannels':"
                + " {'schemes': [{'scheme': 'ct', 'lower': 0, 'upper': 1, 'mean': 0.5, 'deviation': 0.2}]}}"));
        samples.add(with("preprocessing", "{'normalizeChannels': {'schemes': [{'scheme': 'zScore', 'insideMask': true}]}}"));
        NETWORKS.forEach(network -> samples.add(with("network", network)));
        Map<String, Object> least = new LinkedHashMap<>(demo());
        least.remove("inference");
        least.put("preprocessing", Map.of("spatialPad", Map.of("size", List.of(16, 16, 16)), "cropForeground",
                Map.of("margin", List.of(1, 1, 1), "allowSmaller", true)));
        least.put("training", Map.of("epochs", 1, "batchSize", 1, "stepsPerEpoch", 1, "clipping", 12.5, "averageDecay", 0.9, "frozen",
                List.of("stem"), "patience", 1));
        least.put("data", Map.of("channels", List.of("t1"), "regions", List.of(Map.of("name", "a", "value", 1, "labels", 1)), "folds", Map.of()));
        samples.add(least);
        return samples;
    }

    private static final String RANGE = "{'low': 0.5, 'high': 1, 'halfBelowOne': false}";
    private static final String SPATIAL = "[{'kind': 'randFlip', 'probability': 0.5, 'axes': [0]}, {'kind': 'randAffine', 'probability': 0.2,"
            + " 'rotate': [0, 0, 1], 'scale': [0, 0, 0]}, {'kind': 'randScale', 'probability': 0.2, 'factor': " + RANGE + "}]";
    private static final String INTENSITY = "[{'kind': 'randGaussianNoise', 'probability': 0.1, 'deviation': " + RANGE
            + ", 'sameInChannels': true}, {'kind': 'randGaussianSmooth', 'probability': 0.1, 'sigma': " + RANGE
            + "}, {'kind': 'randGaussianBlur', 'probability': 0.1, 'sigma': " + RANGE
            + "}, {'kind': 'randScaleIntensity', 'probability': 0.1, 'factor': " + RANGE
            + "}, {'kind': 'randShiftIntensity', 'probability': 0.1, 'offset': " + RANGE
            + "}, {'kind': 'randScaleContrast', 'probability': 0.1, 'factor': " + RANGE
            + "}, {'kind': 'randAdjustContrast', 'probability': 0.1, 'gamma': " + RANGE + ", 'invertImage': true, 'retainStatistics': false}"
            + ", {'kind': 'randSimulateLowResolution', 'probability': 0.1, 'zoom': " + RANGE
            + "}, {'kind': 'randPerChannel', 'probability': 0.1, 'channelProbability': 0.5, 'each': {'kind': 'randGaussianBlur',"
            + " 'probability': 1, 'sigma': " + RANGE + "}}]";
    private static final String U = "'inputChannels': 1, 'outputChannels': 1, 'spatialSize': [16, 16, 16], 'widths': [8, 8], 'encoderDepths':"
            + " [1, 1], 'decoderDepths': [1], 'strides': [1, 2], 'mlpRatio': 2, ";
    private static final String NMF = "'iterations': 1, 'initialization': 'uniform', 'solvers': ['hals'], ";
    private static final String DYNUNET = "{'kind': 'dynUNet', 'inputChannels': 1, 'outputChannels': 1, 'spatialSize': [16, 16, 16], 'widths':"
            + " [8, 8, 8], 'kernels': [3, [3, 3, 3], 3], 'strides': [1, 2, 2], 'upsampleKernels': [2, 2], 'affine': true, ";
    private static final List<String> NETWORKS = List.of(
            "{'kind': 'factorizer', " + U + NMF + "'windows': 'global', 'gridSize': 1, 'headDimension': 4, 'rank': 1}",
            "{'kind': 'factorizer', " + U + NMF + "'windows': 'local', 'patchSize': 4, 'numberOfHeads': 2, 'compression': 10}",
            "{'kind': 'factorizer', " + U + NMF + "'windows': 'shifted', 'gridSize': 4, 'shifts': [null, 2], 'headDimension': 4, 'rank': 1}",
            "{'kind': 'deconver', " + U + "'groups': -1, 'ratio': 1, 'kernel': 3, 'iterations': 1}",
            DYNUNET + "'normalization': 'instance'}", DYNUNET + "'normalization': 'batch'}", DYNUNET + "'normalization': 'group', 'groups': 2}",
            "{'kind': 'swinUNETR', 'inputChannels': 1, 'outputChannels': 1, 'spatialSize': [64, 64, 64], 'width': 12, 'depths': [2, 2, 2, 2],"
                    + " 'heads': [3, 3, 3, 3], 'window': 7, 'mlpRatio': 4, 'patchMerging': 'six corners', 'version': 2}",
            "{'kind': 'unetr', 'inputChannels': 1, 'outputChannels': 1, 'spatialSize': [32, 32, 32], 'width': 16, 'hidden': 48, 'mlpWidth': 96,"
                    + " 'heads': 3, 'layers': 12, 'patch': 16}");

    private static Map<String, Object> demo() {
        return Recipes.named("demo").with("network.spatialSize", "16,16,16").toTree();
    }

    private static Map<String, Object> with(String section, String json) {
        Map<String, Object> tree = new LinkedHashMap<>(demo());
        tree.put(section, parsed(json));
        return tree;
    }

    @Test
    void bothTakeEachSample() {
        for (Map<String, Object> sample : samples()) {
            assertEquals(Set.of(), mistakes(sample), sample::toString);
            Map<String, Object> resolved = Recipes.of(sample).toTree();
            assertEquals(Set.of(), mistakes(resolved), resolved::toString);
        }
    }

    /** Its names are cases, so that no name is wrong. */
    @Test
    void bothTakeUnlabeledCases() {
        String before = "{'channels': ['t1'], 'regions': [{'name': 'a', 'value': 1}], 'unlabeled': ";
        for (String good : List.of("{}", "{'case 1': ['a'], 'zzz': 'a', 'b': []}")) {
            Map<String, Object> tree = with("data", before + good + "}");
            assertEquals(Set.of(), mistakes(tree), good);
            assertEquals(Set.of(), mistakes(Recipes.of(tree).toTree()), good);
        }
        for (String wrong : List.of("[]", "{'a': 1}", "{'a': [1]}", "{'a': {}}")) {
            assertFalse(mistakes(with("data", before + wrong + "}")).isEmpty(), wrong);
            assertThrows(IllegalArgumentException.class, () -> Recipes.of(with("data", before + wrong + "}")), wrong);
        }
    }

    /** What the schema allows by place: objects of a kind by its name, others by their path. */
    private static void collect(JsonNode at, String place, Map<String, Set<String>> found) {
        if (!at.path("additionalProperties").asBoolean(true)) {
            Set<String> names = found.computeIfAbsent(place, _ -> new TreeSet<>());
            at.path("properties").fieldNames().forEachRemaining(names::add);
        }
        at.path("properties").properties().forEach(property -> {
            collect(property.getValue(), place + "/" + property.getKey(), found);
            collect(property.getValue().path("items"), place + "/" + property.getKey(), found);
        });
    }

    @Test
    void bothKnowTheSameNames() throws IOException {
        Map<String, Set<String>> asked = new TreeMap<>();
        for (Map<String, Object> sample : samples()) {
            Recipes.of(new AskedNames(sample, "", asked));
        }
        JsonNode schema = new JsonMapper().readTree(TEXT);
        Map<String, Set<String>> allowed = new TreeMap<>();
        collect(schema, "", allowed);
        schema.path("$defs").properties().forEach(definition -> collect(definition.getValue(), definition.getKey(), allowed));
        allowed.remove("range");
        Map<String, Set<String>> objects = new TreeMap<>();
        asked.forEach((place, names) -> {
            if (allowed.containsKey(place)) {
                objects.put(place, names);
            } else {
                assertEquals(Set.of("low", "high", "halfBelowOne"), names, place);
            }
        });
        assertTrue(objects.size() > 50, () -> "saw only " + objects.keySet());
        assertEquals(lines(allowed), lines(objects));
    }

    private static String lines(Map<String, Set<String>> names) {
        StringBuilder lines = new StringBuilder();
        names.forEach((place, all) -> lines.append(place).append(' ').append(all).append('\n'));
        return lines.toString();
    }

    /** In each object of each sample, one name more. */
    @Test
    void bothRefuseAWrongName() {
        int tried = 0;
        for (Map<String, Object> sample : samples()) {
            for (Map<String, Object> wrong : spoiled(sample)) {
                assertFalse(mistakes(wrong).isEmpty(), wrong::toString);
                String message = assertThrows(IllegalArgumentException.class, () -> Recipes.of(wrong)).getMessage();
                assertTrue(message.contains("zzz\" is unknown; misspelled, or made by a later version"), message);
                tried++;
            }
        }
        assertTrue(tried > 300, "tried " + tried);
    }

    private static List<Map<String, Object>> spoiled(Map<?, ?> map) {
        List<Map<String, Object>> all = new ArrayList<>();
        Map<String, Object> here = copy(map);
        here.put("zzz", 1);
        all.add(here);
        map.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                spoiled(inner).forEach(wrong -> {
                    Map<String, Object> copy = copy(map);
                    copy.put((String) name, wrong);
                    all.add(copy);
                });
            }
            if (value instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Map<?, ?> first) {
                spoiled(first).forEach(wrong -> {
                    List<Object> items = new ArrayList<>(list);
                    items.set(0, wrong);
                    Map<String, Object> copy = copy(map);
                    copy.put((String) name, items);
                    all.add(copy);
                });
            }
        });
        return all;
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put((String) name, value));
        return copy;
    }

    @Test
    void bothRefuseAWrongValue() {
        Map<String, String> wrong = Map.of("loss", "{'kind': 'diceLos'}", "optimizer", "{'kind': 'adamW'}", "rate",
                "{'kind': 'constant', 'per': 'hour'}", "training", "{'epochs': 0, 'batchSize': 1}", "augmentation", "{'kind': 'strong'}",
                "network", "{'kind': 'factoriser'}", "data", "{'channels': ['t1']}", "preprocessing", "{'spatialPad': {'size': 'windows'}}");
        wrong.forEach((section, json) -> {
            assertFalse(mistakes(with(section, json)).isEmpty(), section);
            assertThrows(IllegalArgumentException.class, () -> Recipes.of(with(section, json)), section);
        });
    }
}
