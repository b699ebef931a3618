package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** docs/commands.md says what the commands' own help says. */
class CommandsPageTest {
    private static final Path PAGE = Path.of("../docs/commands.md");

    private static String page() {
        CommandSpec whole = CommandModel.whole().getCommandSpec();
        StringBuilder page = new StringBuilder("""
                # All commands and options
                This page has the texts of `factorizer COMMAND --help`. What the commands do is on [the pages by kind](README.md).

                What a command reads stands by position or behind an option, which is the same for every command: a scan is SCAN or `--input`, a data
                set DATA or `--cases`, wherever a command takes one. Models are `--model`, results `--output`. Options that take several values, such
                as `--input`, take all that follows up to the next option, so put what stands by position first.

                ## For every command
                """);
        table(page, whole.options().stream().filter(option -> option.scopeType() == CommandLine.ScopeType.INHERIT), Stream.of());
        whole.subcommands().entrySet().stream().sorted(Map.Entry.comparingByKey()).filter(one -> !one.getValue().getCommandSpec().usageMessage().hidden())
                .forEach(one -> {
                    CommandSpec spec = one.getValue().getCommandSpec();
                    page.append("\n## ").append(one.getKey()).append('\n').append(String.join(" ", spec.usageMessage().header())).append('\n');
                    table(page, spec.options().stream().filter(option -> !option.inherited()), spec.positionalParameters().stream());
                });
        return page.toString();
    }

    private static void table(StringBuilder page, Stream<OptionSpec> options, Stream<PositionalParamSpec> positional) {
        List<String> rows = Stream.concat(positional.filter(one -> !one.hidden()).sorted(Comparator.comparing(one -> one.index().min()))
                .map(one -> row(one.paramLabel(), "", one.description())),
                options.filter(one -> !one.hidden() && !one.usageHelp() && !one.versionHelp()).sorted(Comparator.comparing(OptionSpec::longestName))
                .map(one -> row(one.longestName(), one.arity().max() == 0 ? "" : " " + one.paramLabel(), one.description()))).toList();
        if (!rows.isEmpty()) {
            page.append("\n| | |\n|---|---|\n");
            rows.forEach(page::append);
        }
    }

    private static String row(String name, String value, String[] description) {
        return "| `" + name + value + "` | " + String.join(" ", description).replace("%%", "%").replace("%n", " ").replace("|", "\\|").strip() + " |\n";
    }

    @Test
    void thePageIsThatOfTheCommands() throws IOException {
        String expected = page();
        assertTrue(expected.contains("\n## predict\n") && expected.contains("| `--model "), expected);
        Path made = Files.writeString(Files.createDirectories(Path.of("target")).resolve("commands.md"), expected);
        assertEquals(expected, Files.isRegularFile(PAGE) ? Files.readString(PAGE) : "", () -> "docs/commands.md differs: copy " + made + " to it");
    }
}
