package dev.factorizer.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page for readers, in Markdown.
 *
 * @param file where it is
 * @param prose its text, blocks left out
 * @param blocks its blocks of code, in order
 */
record Document(Path file, String prose, List<Block> blocks) {
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
    /** A comment above a block: the file that the block shows, whole or a region of it. */
    private static final Pattern SHOWN = Pattern.compile("<!-- shows (\\S+?)(?:#(\\S+))? -->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "factorizer-demo");

    /**
     * A block of code.
     *
     * @param place file and line, for messages
     * @param language what follows the opening fence
     * @param text the code
     * @param shown the file that it shows, from the project's root; empty if it stands in the page alone
     * @param region the part of that file, between {@code @start region=} and {@code @end}; empty for all of it
     */
    record Block(String place, String language, String text, String shown, String region) {
        Block(String place, String language, String text) {
            this(place, language, text, "", "");
        }
    }

    /** All pages of the project. */
    static List<Document> all() {
        return Project.files(Project.ROOT, ".md").stream().filter(Document::isOurs).map(Document::read).toList();
    }

    private static boolean isOurs(Path file) {
        return Stream.of(Project.ROOT.relativize(file).toString().split("[/\\\\]")).noneMatch(NOT_OURS::contains);
    }

    static Document read(Path file) {
        return parse(file, Project.text(file));
    }

    static Document parse(Path file, String text) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        StringBuilder code = null;
        String language = "";
        int number = 0;
        int start = 0;
        String last = "";
        String above = "";
        for (String line : text.lines().toList()) {
            number++;
            Matcher fence = FENCE.matcher(line.strip());
            if (!fence.lookingAt()) {
                (code == null ? prose : code).append(line).append('\n');
            } else if (code == null) {
                code = new StringBuilder();
                language = fence.group(1);
                start = number;
                above = last;
            } else {
                Matcher shown = SHOWN.matcher(above.strip());
                boolean shows = shown.matches();
                blocks.add(new Block(file.getFileName() + ":" + start, language, code.toString(), shows ? shown.group(1) : "",
                        shows && shown.group(2) != null ? shown.group(2) : ""));
                code = null;
            }
            last = line;
        }
        if (code != null) {
            throw new IllegalStateException(file + ":" + start + ": a block of code without an end");
        }
        return new Document(file, prose.toString(), blocks);
    }

    /** Words set as code in the text. */
    List<String> spans() {
        return SPAN.matcher(prose).results().map(match -> match.group(1)).toList();
    }

    /** Targets of links, those to other sites left out. */
    List<String> links() {
        return LINK.matcher(prose).results().map(match -> match.group(1)).filter(link -> !link.contains("://")).toList();
    }

    List<Block> blocks(String language) {
        return blocks.stream().filter(block -> block.language().equals(language)).toList();
    }
}
