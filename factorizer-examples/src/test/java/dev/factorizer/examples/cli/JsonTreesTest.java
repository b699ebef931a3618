package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.golden.PackagedGolden;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every command prints and writes as JSON follows the rules of docs/json.md. */
class JsonTreesTest {
    private static final JsonMapper JSON = new JsonMapper();
    /** nnU-Net's. */
    private static final Set<String> FORMS_OF_OTHERS = Set.of("splits.json", "summary.json");

    @TempDir
    private Path folder;
    private final Set<String> walked = new HashSet<>();

    private JsonNode result(int code, Object... arguments) throws IOException {
        CommandRun run = CommandRun.of(Stream.concat(Stream.of(arguments), Stream.of("--json", "--backend", "jvm")).toArray());
        assertEquals(code, run.code(), run.out());
        JsonNode object = JSON.readTree(run.out());
        assertEquals(arguments[0], object.get("command").textValue());
        JsonRules.check(object);
        walked.add(object.get("command").textValue());
        return object.get("result");
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    @Test
    void everyCommandFollowsTheRules() throws IOException {
        data();
        models();
        results();
        others();
        assertEquals(Set.copyOf(UsageTest.commands()), walked);
        int files = 0;
        for (Path file : files(".json")) {
            if (!FORMS_OF_OTHERS.contains(file.getFileName().toString())) {
                JsonRules.check(JSON.readTree(file.toFile()));
                files++;
            }
        }
        assertTrue(files > 20, files + " files");
        for (Path log : files(".jsonl")) {
            for (String line : Files.readAllLines(log)) {
                JsonRules.check(JSON.readTree(line));
            }
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private void data() throws IOException {
        TinyData.write(at("data"), 4);
        JsonNode found = result(0, "check", at("data"), "--output", at("check.json"));
        assertEquals(4, found.get("cases").size());
        assertEquals(4, found.get("fingerprint").get("caseCount").intValue());
        assertEquals(0, found.get("problems").size());
        TinyData.write(at("faulty"), 2);
        Files.writeString(TinyData.image(at("faulty"), 0), "no image");
        Files.createFile(at("faulty/images/._case1.nii"));
        found = result(1, "check", "--cases", at("faulty"));
        assertEquals(List.of("fault", "warning"), found.get("problems").findValuesAsText("severity"));
        result(1, "plan", at("faulty"));
        result(0, "plan", "--cases", at("data"), "--seconds-per-step", 1, "--output", at("planned.yaml"));
        result(0, "recipe");
        result(0, "recipe", "--schema");
        for (String name : Recipes.names()) {
            result(0, "recipe", name);
        }
        result(0, "demo", "--heads", 1, "--output", at("heads"));
    }

    private void models() throws IOException {
        Recipes.write(TinyData.recipe(TinyData.length(1)), at("tiny.yaml"));
        JsonNode trained = result(0, "train", "--cases", at("data"), "--recipe", at("tiny.yaml"), "--output", at("run"));
        assertEquals(2, trained.get("trainings").size());
        result(0, "train", at("data"), "--output", at("run"), "--fold", 1);
        result(0, "export", "--model", at("run/fold_0/last.bundle"), "--output", at("tiny.pt"));
        try (PackagedGolden golden = PackagedGolden.unpack()) {
            Path settings = Files.writeString(at("settings.json"), ImportCommandTest.SETTINGS);
            result(0, "import", "--checkpoint", golden.root().resolve("checkpoints/prefix.pt"), "--settings", settings, "--output",
                    at("imported.bundle"), "--channels", "dwi,adc", "--regions", "lesion", "--spacing", 2);
        }
    }

    private void results() throws IOException {
        Path model = at("run/fold_0/last.bundle");
        JsonNode found = result(0, "predict", "--run", at("run"), "--cases", at("data"), "--output", at("found"), "--uncertainty");
        assertEquals(4, found.get("cases").size());
        result(0, "predict", at("data/images"), "--model", model, "--output", at("other"));
        result(1, "predict", at("faulty/images"), "--model", model, "--output", at("failed"));
        // Where nothing was found and nothing is, some metrics are not defined.
        for (int i : new int[] {0, 1}) {
            Volume label = Volumes.read(TinyData.label(at("data"), i));
            Volumes.writeLabels(label.withVoxels(1, new float[label.grid().voxels()]), at("found/case" + i + "_seg.nii.gz"));
        }
        found = result(0, "evaluate", "--cases", at("data"), at("found"), "--regions", "bright=1,none=3", "--metrics", "dice,assd,nsd@1,panoptic",
                "--output", at("scores"), "--compare", at("other"), "--challenge", "isles22");
        assertEquals(4, found.get("failures").get("caseCount").intValue());
        assertTrue(found.findValues("sq").stream().anyMatch(JsonNode::isNull), found.toString());
        found = result(0, "explain", TinyData.image(at("data"), 0), "--model", model, "--output", at("maps"));
        assertEquals(4, found.get("layers").get(0).get("components").findValues("file").size());
        found = result(0, "report", at("scores"), "--cases", at("data"), "--run", at("run"), "--components", at("maps"), "--output",
                at("report.html"));
        assertEquals(4, found.get("caseCount").intValue());
        found = result(0, "calibrate", at("data"), "--model", model, "--truth-labels", "exclusive", "--overlap", 0, "--output",
                at("calibrated.bundle"), "--curves", at("curves.json"));
        assertEquals(4, found.get("caseCount").intValue());
        found = result(0, "sweep-iterations", at("data"), "--model", model, "--iterations", "1,0", "--truth-labels", "exclusive", "--metrics",
                "dice,nsd@1,assd", "--repeat", 1, "--flips", "x", "--output", at("sweep"));
        assertEquals(4, found.get("variants").get(0).get("cases").size());
        result(0, "ablation", "--cases", at("data"), "--model", model, "--replace", "rank-0", "--truth-labels", "exclusive", "--repeat", 1,
                "--output", at("ablation"));
    }

    private void others() throws IOException {
        result(0, "devices", "--verbose");
        result(0, "verify", "--area", "layout", "--output", at("verified.json"));
        JsonNode found = result(0, "bench", "--work", "factorization", "--repetitions", 1);
        assertEquals("float32", found.get("measurements").get(0).get("matmulPrecision").textValue());
        result(0, "completion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"some_key\": 1}", "{\"result\": [{\"percentile_00_5\": 1}]}", "{\"Key\": 1}", "{\"form\": \"nnunet_folder\"}",
        "{\"verdict\": \"TAKEN\"}", "{\"cases\": 3}", "{\"cases\": {\"training\": []}}", "{\"cases\": [\"a\"]}", "{\"caseCount\": []}",
        "{\"result\": {\"warnings\": [\"a\"]}}", "{\"warnings\": [{\"kind\": \"a\"}]}", "{\"mean\": \"NaN\"}", "{\"mean\": \"Infinity\"}",
        "{\"metrics\": {\"nsd@1\": {\"some_key\": 1}}}"})
    void aBrokenRuleIsSeen(String text) throws IOException {
        JsonNode object = JSON.readTree(text);
        assertThrows(AssertionError.class, () -> JsonRules.check(object));
    }
}
