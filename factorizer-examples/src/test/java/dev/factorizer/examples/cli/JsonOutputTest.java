package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --json} prints: one object of the same form, and nothing else. */
class JsonOutputTest {
    @TempDir
    private Path folder;

    /** Fails if there is anything beside it. */
    private static JsonNode object(CommandRun run) throws IOException {
        JsonNode object = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build().readTree(run.out());
        assertEquals(run.code(), object.get("exitCode").asInt(), run.out());
        assertTrue(object.get("warnings").isArray() && object.get("result").isObject(), run.out());
        assertEquals(run.code() == 0, object.get("error") == null, run.out());
        return object;
    }

    @Test
    void devicesAreAList() throws IOException {
        JsonNode object = object(CommandRun.of("devices", "--json"));
        assertEquals("devices", object.get("command").asText());
        JsonNode backends = object.get("result").get("backends");
        assertEquals(List.of("jvm", "djl", "tornado", "reference"), backends.findValuesAsText("name").stream()
                .filter(name -> !name.startsWith("cpu")).toList());
        assertEquals("cpu", backends.get(0).get("devices").get(0).get("name").asText());
        assertFalse(backends.get(2).get("available").asBoolean());
        assertTrue(backends.get(2).get("remedy").asText().contains("TORNADOVM_HOME"), backends.toString());
        assertTrue(object.get("result").get("machine").get("processors").asInt() >= 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "devices --json --verbos | 2 | devices | there is no option \"--verbos\"; did you mean --verbose?",
        "--json demon | 2 | factorizer | there is no command \"demon\"; did you mean demo",
        "--json | 2 | factorizer | a command is missing",
        "verify --json --area nowhere | 2 | verify | --area: golden values: areas [nowhere] are unknown",
        "predict --json --model none --input a.nii --output b | 1 | predict | --model none, --input a.nii: do not exist",
        "bench --backend abacus --json | 2 | bench | --backend abacus: there is no such backend"})
    void mistakesAreAnObjectToo(String arguments, int code, String command, String error) throws IOException {
        CommandRun run = CommandRun.of((Object[]) arguments.strip().split(" "));
        assertEquals(code, run.code(), run.err());
        JsonNode object = object(run);
        assertEquals(command, object.get("command").asText());
        assertTrue(object.get("error").asText().startsWith(error), run.out());
        assertEquals("factorizer: " + object.get("error").asText(), run.complaint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "predict --help"})
    void helpIsAText(String arguments) throws IOException {
        CommandRun run = CommandRun.of((Object[]) ("--json " + arguments).split(" "));
        assertEquals(0, run.code());
        CommandRun shown = CommandRun.of((Object[]) arguments.split(" "));
        assertEquals(shown.out(), object(run).get("result").get("text").asText());
    }

    @Test
    void everyCommandTakesIt() {
        CommandRun help = CommandRun.of("--help");
        List<String> commands = help.out().substring(help.out().indexOf("Commands:")).lines().filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().replaceFirst(" .*", "")).toList();
        assertTrue(commands.size() >= 12, help.out());
        for (String command : commands) {
            String one = CommandRun.of(command, "--help").out();
            assertTrue(one.contains("--json ") && one.contains("--log-level"), one);
        }
    }

    @Test
    void whatIsFoundIsInIt() throws IOException {
        JsonNode found = object(CommandRun.of("verify", "--backend", "jvm", "--area", "layout", "--json")).get("result");
        assertEquals("jvm", found.get("backend").asText());
        assertTrue(found.get("areas").get(0).get("passed").asInt() > 5, found.toString());
        Path bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        Path script = folder.resolve("tiny.pt");
        found = object(CommandRun.of("export", "--json", "--model", bundle, "--output", script)).get("result");
        assertEquals(script.toString(), found.get("written").get(0).asText());
        assertEquals("torchscript", found.get("format").asText());
        found = object(CommandRun.of("bench", "--json", "--work", "factorization", "--repetitions", 1)).get("result");
        assertEquals("factorization", found.get("measurements").get(0).get("work").asText());
    }

    @Test
    void theFlagHasNoValue() {
        CommandRun run = CommandRun.of("devices", "--json=false");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("--json"), run.err());
        // Behind two dashes it is an argument.
        assertFalse(CommandRun.of("check", "--", "--json").out().startsWith("{"));
    }
}
