package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.golden.Golden;
import dev.factorizer.golden.GoldenArea;
import dev.factorizer.golden.PackagedGolden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the program answers usage errors, and how it explains itself. */
class UsageTest {
    private static final List<String> COMMANDS = List.of("demo", "plan", "recipe", "train", "predict", "evaluate", "report",
            "explain", "sweep-iterations", "ablation", "calibrate", "check", "import", "export", "devices", "verify", "bench",
            "completion");

    static List<String> commands() {
        return COMMANDS;
    }

    @Test
    void helpListsEveryCommand() {
        CommandRun help = CommandRun.of("--help");
        assertEquals(0, help.code());
        for (String command : COMMANDS) {
            assertTrue(help.out().lines().anyMatch(line -> line.strip().startsWith(command + " ")), command);
        }
        assertTrue(help.out().contains("Exit codes:"), help.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasExamplesThatNameIt(String command) {
        CommandRun help = CommandRun.of(command, "--help");
        assertEquals(0, help.code(), help.err());
        String examples = help.out().substring(help.out().indexOf("Examples:"));
        assertTrue(examples.matches("(?s).*[ (]factorizer " + command + "\\b.*"), examples);
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
        assertTrue(help.out().contains("--backend") && help.out().contains("--debug"), help.out());
    }

    /** Options that are methods have no order of their own. */
    @Test
    void theOrderOfOptionsIsFixed() {
        String help = CommandRun.of("predict", "--help").out();
        List<String> options = help.lines().filter(line -> line.matches("  +(-., )?--.*")).map(line -> line.replaceFirst(".*?--", "--")
                .replaceFirst("[=\\[ ].*", "")).toList();
        List<String> methods = List.of("--ensemble", "--flips", "--iterations", "--overlap", "--window-weights");
        assertEquals(methods, options.stream().filter(methods::contains).toList(), help);
        List<String> common = List.of("--backend", "--debug", "--log-level", "--json", "--modules", "--threads");
        assertEquals(common, options.stream().filter(common::contains).toList(), help);
    }

    @Test
    void versionNamesProgramAndJava() {
        CommandRun version = CommandRun.of("--version");
        assertEquals(0, version.code());
        assertTrue(version.out().startsWith("factorizer ") && version.out().contains("(Java 25"), version.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "demon | there is no command \"demon\"; did you mean demo",
        "devices --verbos | there is no option \"--verbos\"; did you mean --verbose?",
        "predict --modle m --input i --output o | there is no option \"--modle\"; did you mean --model?",
        "predict --model m --input i --ouput o | there is no option \"--ouput\"; did you mean --output?",
        "predict --model m --inptu=i -output o | there is no option \"--inptu\"; did you mean --input?; there is no option"
            + " \"-output\"; did you mean --output?",
        "predict --model m --input i --output o --probabilites | there is no option \"--probabilites\"; did you mean --probabilities?",
        "predict --model m --input i --output o --prob | there is no option \"--prob\"; did you mean --probabilities?",
        "import --chekpoint a.pt --settings isles22 --output o | there is no option \"--chekpoint\"; did you mean --checkpoint?",
        "demo --shrot | there is no option \"--shrot\"; did you mean --short?",
        "verify --bakend jvm | there is no option \"--bakend\"; did you mean --backend?",
        "bench --tread 2 | there is no option \"--tread\"; did you mean --threads?",
        "export --model m --output o --smaple s | there is no option \"--smaple\"; did you mean --sample?",
        "predict --model m --input i --output o --zzz | there is no option \"--zzz\"; see",
        "veryfi | there is no command \"veryfi\"; did you mean verify?",
        "devices surplus | there is no argument \"surplus\"",
        "devices --threads 0 | --threads 0: expected 1 to 1024",
        "devices --threads many | invalid value for option '--threads': 'many' is not a whole number",
        "devices --threads 1.5 | invalid value for option '--threads': '1.5' is not a whole number",
        "devices --threads 99999999999 | invalid value for option '--threads': '99999999999' is too large a number",
        "demo --seed 99999999999999999999 | invalid value for option '--seed': '99999999999999999999' is too large a number",
        "import --checkpoint a --settings b --output c --spacing 1,5 | invalid value for option '--spacing': '1,5' is not a number with"
            + " a decimal point",
        "import --checkpoint a --settings b --output c --spacing x | invalid value for option '--spacing': 'x' is not a number;",
        "verfy --area layout | there is no command \"verfy\"; did you mean verify?",
        "predct --model m --input i --output o | there is no command \"predct\"; did you mean predict?",
        "--backend jvm bnech --work w | there is no command \"bnech\"; did you mean bench?",
        "verify --area nowhere | --area: golden values: areas [nowhere] are unknown, expected some of [operators",
        "verify --area layer | --area: golden values: areas [layer] are unknown, expected some of [operators, layout, factorization,"
            + " layers, networks, comparison, deconvolution, deconver, checkpoints, manifests, io, transforms, losses, optimisation,"
            + " inference, metrics]; did you mean layers?",
        "verify --area optimization | --area: golden values: areas [optimization]",
        "bench --work factorisation | --work factorisation: there is no such work, expected one of",
        "verify --backend jmv | --backend jmv: there is no such backend, expected one of jvm, djl, tornado, reference; did you mean jvm?",
        "bench --work sleep | --work sleep: there is no such work, expected one of brats-inference",
        "bench --repetitions 0 | --repetitions 0: expected 1 or more",
        "bench --backend abacus | --backend abacus: there is no such backend, expected one of jvm",
        "verify --backend abacus | --backend abacus: there is no such backend",
        "demo --seed pi | invalid value for option '--seed'",
        "predict --input a.nii | missing required option: '--output=DIR'",
        "predict --model m --input a.nii --output o --matmul-precision half | --matmul-precision half: expected one of float32,",
        "bench --without-fusion mixer | --without-fusion mixer: expected one of activatedInstanceNorm, channelMlpBranch,"
            + " mixerBranch; did you mean mixerBranch?",
        "predict --model m --input a.nii --output o --iterations -1 | --iterations -1: expected 0 or more",
        "import --checkpoint a.pt | missing required options: '--settings=NAME|FILE', '--output=BUNDLE'"})
    void mistakesAreSaidInOneLine(String arguments, String complaint) {
        CommandRun run = CommandRun.of((Object[]) arguments.strip().split(" "));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.complaint().startsWith("factorizer: " + complaint.strip()), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @ParameterizedTest
    @CsvSource({"verify --area optimization, optimisation", "verify --area netwroks, networks", "verify --area metric, metrics",
        "bench --work factorisation, factorization", "predict --model m --input i --output o --matmul-precision bfloat, bfloat16"})
    void mistypedNamesGetAHint(String arguments, String meant) {
        CommandRun run = CommandRun.of((Object[]) arguments.split(" "));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.complaint().contains("; did you mean " + meant + "?"), run.err());
    }

    /** The help names the bundled areas, no more and no less. */
    @Test
    void helpOfVerifyNamesTheAreasThatAreThere() throws IOException {
        String help = CommandRun.of("verify", "--help").out().replaceAll("\\s+", " ");
        List<String> there;
        try (PackagedGolden packaged = PackagedGolden.unpack()) {
            there = Golden.areasIn(packaged.root()).stream().map(GoldenArea::name).toList();
        }
        assertTrue(help.contains("The bundled ones are " + String.join(", ", there) + ". Default"), help);
    }

    @Test
    void aMissingCommandIsAMistake() {
        CommandRun run = CommandRun.of();
        assertEquals(2, run.code());
        assertTrue(run.complaint().contains("a command is missing, expected one of " + String.join(", ", COMMANDS)),
                run.err());
    }

    @Test
    void aBackendNamedByThePropertyIsNotReplaced() {
        System.setProperty("factorizer.backend", "abacus");
        try {
            CommandRun run = CommandRun.of("verify", "--area", "layout");
            assertEquals(2, run.code());
            assertTrue(run.complaint().startsWith("factorizer: -Dfactorizer.backend abacus: there is no such backend"),
                    run.err());
            assertEquals(0, CommandRun.of("verify", "--area", "layout", "--backend", "jvm").code(), "the option comes first");
        } finally {
            System.clearProperty("factorizer.backend");
        }
    }
}
