package dev.factorizer.report.markup;

import dev.factorizer.io.files.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes HTML, and SVG in it. Texts and values of attributes are escaped, and characters that can't be seen are shown as escapes, so
 * that a name can neither become code nor turn the direction of what follows.
 */
public final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Nothing yet. */
    public Html() { }

    /**
     * Begins an element.
     *
     * @param tag its name
     * @param attributes names and values in turn; an attribute whose value is null is left out, and one with an empty value has none
     * @return this
     */
    public Html open(String tag, @Nullable Object... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /**
     * Ends the element that was begun last.
     *
     * @return this
     */
    public Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /**
     * An element with a text in it.
     *
     * @param tag its name
     * @param text what it says
     * @param attributes names and values in turn
     * @return this
     */
    public Html element(String tag, Object text, @Nullable Object... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /**
     * An element that can't have anything in it, such as {@code meta}, or one of SVG that has nothing in it.
     *
     * @param tag its name
     * @param attributes names and values in turn
     * @return this
     */
    public Html leaf(String tag, @Nullable Object... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /**
     * A text.
     *
     * @param text what it says
     * @return this
     */
    public Html text(Object text) {
        escape(Printable.of(text));
        return this;
    }

    /**
     * A text of several lines, as it stands but for what can't be seen.
     *
     * @param text what it says
     * @return this
     */
    public Html lines(String text) {
        text.lines().forEach(line -> {
            escape(Printable.of(line.replace("\t", "    ")));
            out.append('\n');
        });
        return this;
    }

    /**
     * What another one has.
     *
     * @param other all of its elements are closed
     * @return this
     */
    public Html add(Html other) {
        out.append(other);
        return this;
    }

    /**
     * A script, a style or data for one: their text is not escaped.
     *
     * @param tag {@code script} or {@code style}
     * @param content of the element
     * @param attributes names and values in turn
     * @return this
     * @throws IllegalArgumentException if the text would end the element
     */
    public Html source(String tag, String content, @Nullable Object... attributes) {
        if (content.toLowerCase(Locale.ROOT).contains("</" + tag)
                || content.contains("<!--")) {
            throw new IllegalArgumentException("report: the text of a " + tag + " would end it");
        }
        open(tag, attributes);
        out.append(content);
        return close();
    }

    private void start(String tag, @Nullable Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]);
                String value = Printable.of(attributes[i + 1] instanceof Double number ? Numbers.shortest(number) : attributes[i + 1]);
                if (!value.isEmpty()) {
                    out.append("=\"");
                    escape(value);
                    out.append('"');
                }
            }
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(text.charAt(i));
            }
        }
    }

    /**
     * {@return the text}
     *
     * @throws IllegalStateException if an element is open
     */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("report: not closed: " + open);
        }
        return out.toString();
    }
}
