package dev.factorizer.models.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings as they stand in a JSON file: maps, lists, numbers, texts and null. Reads them by name with one clear sentence
 * for each mistake, and knows which were read, so that a misspelled one does not pass unnoticed.
 */
public final class SettingsTree {
    private static final int LONGEST = 200;

    private final Map<String, ?> tree;
    private final Set<String> unread;

    /**
     * A tree to be read.
     *
     * @param tree settings by name
     */
    public SettingsTree(Map<String, ?> tree) {
        this.tree = tree;
        this.unread = new TreeSet<>(tree.keySet());
    }

    /**
     * Whether a setting is there and not null.
     *
     * @param name its name
     * @return true if it can be read
     */
    public boolean has(String name) {
        unread.remove(name);
        return tree.get(name) != null;
    }

    /**
     * A whole number.
     *
     * @param name its name
     * @return the number
     */
    public int integer(String name) {
        return integer(name, read(name, "a whole number"));
    }

    /**
     * A number.
     *
     * @param name its name
     * @return the number
     */
    public double number(String name) {
        if (read(name, "a number") instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw mismatch(name, tree.get(name), "a number");
    }

    /**
     * A text.
     *
     * @param name its name
     * @return the text
     */
    public String text(String name) {
        if (read(name, "a text") instanceof String text) {
            return text;
        }
        throw mismatch(name, tree.get(name), "a text");
    }

    /**
     * A list of whole numbers, or a single one.
     *
     * @param name its name
     * @return the numbers
     */
    public List<Integer> integers(String name) {
        return integers(name, read(name, "a whole number or a list of them"));
    }

    /**
     * A list whose entries are null, whole numbers or lists of them.
     *
     * @param name its name
     * @return the numbers of each entry; none for null
     */
    public List<List<Integer>> integerLists(String name) {
        List<List<Integer>> lists = new ArrayList<>();
        for (Object entry : list(name, read(name, "a list"))) {
            lists.add(entry == null ? List.of() : integers(name, entry));
        }
        return lists;
    }

    /**
     * A list of texts.
     *
     * @param name its name
     * @return the texts
     */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object entry : list(name, read(name, "a list of texts"))) {
            if (!(entry instanceof String text)) {
                throw mismatch(name, entry, "a text");
            }
            texts.add(text);
        }
        return texts;
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException naming every setting that nobody asked for
     */
    public void requireAllRead() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException("settings: " + unread + (unread.size() == 1 ? " is" : " are")
                    + " not known here; remove or correct " + (unread.size() == 1 ? "it" : "them"));
        }
    }

    private Object read(String name, String expected) {
        if (!has(name)) {
            throw new IllegalArgumentException("settings: \"" + name + "\" is missing, expected " + expected);
        }
        return tree.get(name);
    }

    private static List<?> list(String name, Object found) {
        if (found instanceof List<?> list) {
            return list;
        }
        throw mismatch(name, found, "a list");
    }

    private static List<Integer> integers(String name, Object found) {
        if (!(found instanceof List<?> list)) {
            return List.of(integer(name, found));
        }
        List<Integer> numbers = new ArrayList<>();
        list.forEach(entry -> numbers.add(integer(name, entry)));
        return numbers;
    }

    private static int integer(String name, Object found) {
        if (found instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw mismatch(name, found, "a whole number");
    }

    private static IllegalArgumentException mismatch(String name, Object found, String expected) {
        String text = String.valueOf(found);
        return new IllegalArgumentException("settings: \"" + name + "\" is " + (text.length() > LONGEST
                ? text.substring(0, LONGEST) + "…" : text) + ", expected " + expected);
    }
}
