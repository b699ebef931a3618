package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script as bash understands it. */
class CompletionCommandTest {
    @TempDir
    private Path folder;

    /** What bash offers for the last of the words. */
    private List<String> offered(Path script, String... words) throws IOException, InterruptedException {
        String line = "factorizer " + String.join(" ", words);
        String array = Stream.concat(Stream.of("factorizer"), Stream.of(words)).map(word -> "'" + word + "'").reduce("", (a, b) -> a + " " + b);
        Process bash = new ProcessBuilder("bash", "-c", "source '" + script + "'; compopt() { :; }; COMP_WORDS=(" + array + "); COMP_CWORD=" + words.length
                + "; COMP_LINE='" + line + "'; COMP_POINT=${#COMP_LINE}; _complete_factorizer; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true).start();
        List<String> found = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip).toList();
        assertEquals(0, bash.waitFor(), found.toString());
        return found;
    }

    @Test
    void bashCompletesCommandsOptionsAndValues() throws IOException, InterruptedException {
        CommandRun run = CommandRun.of("completion");
        assertEquals(0, run.code(), run.err());
        Path script = Files.writeString(folder.resolve("completion.bash"), run.out());
        assertEquals(List.of("predict"), offered(script, "pred"));
        assertTrue(offered(script, "predict", "--").containsAll(List.of("--model", "--input", "--output", "--json", "--threads")));
        assertEquals(List.of("--probabilities"), offered(script, "predict", "--prob"));
        assertEquals(List.of("brats-inference", "brats-training"), offered(script, "bench", "--work", "brats"));
        assertEquals(List.of("debug"), offered(script, "devices", "--log-level", "de"));
    }
}
