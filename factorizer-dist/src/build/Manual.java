import dev.factorizer.examples.cli.CommandModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes a manual page for each command, in AsciiDoc, and the script that completes commands and options in shells.
 *
 * <p>Run by the build as {@code java -cp JARS Manual.java PAGES COMPLETION}.
 */
final class Manual {
    private Manual() { }

    public static void main(String[] arguments) throws IOException {
        Path pages = Files.createDirectories(Path.of(arguments[0]));
        Path completion = Files.createDirectories(Path.of(arguments[1]));
        CommandLine whole = CommandModel.whole();
        int failed = ManPageGenerator.generateManPage(pages.toFile(), null, new boolean[0], true, whole.getCommandSpec());
        if (failed != 0) {
            throw new IOException("the manual pages could not be written to " + pages);
        }
        Files.writeString(completion.resolve("factorizer"), CommandModel.completion());
    }
}
