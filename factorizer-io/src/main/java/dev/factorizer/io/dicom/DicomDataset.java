package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The elements of a DICOM file, or of an item of one of its sequences: those that {@link Tag} names, without the pixels. An
 * element without a value counts as missing.
 */
public final class DicomDataset {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final Path file;
    private final Map<Integer, Element> elements;
    private final CharacterSet characters;

    DicomDataset(Path file, Map<Integer, Element> elements, CharacterSet characters) {
        this.file = file;
        this.elements = elements;
        this.characters = characters;
    }

    /**
     * Whether an element has a value.
     *
     * @param tag its name
     * @return whether it is there and not empty
     */
    public boolean has(Tag tag) {
        Element element = elements.get(tag.code());
        return element != null && (element.value().length > 0 || !element.items().isEmpty());
    }

    /**
     * An element as text, without padding; several values are separated by backslashes.
     *
     * @param tag its name
     * @return the text, not made {@link dev.factorizer.io.files.Printable printable}; empty if there is none
     */
    public Optional<String> text(Tag tag) {
        Element element = elements.get(tag.code());
        return element == null ? Optional.empty()
                : Optional.of(element.text(characters)).filter(text -> !text.isEmpty());
    }

    /**
     * The values of an element of text, each without padding.
     *
     * @param tag its name
     * @return the texts, some of them perhaps empty; none if the element is missing
     */
    public List<String> texts(Tag tag) {
        return text(tag).map(text -> Arrays.stream(text.split("\\\\", -1)).map(Element::strip).toList()).orElse(List.of());
    }

    /**
     * The numbers of an element, written as text or in binary.
     *
     * @param tag its name
     * @return the numbers; none if the element is missing
     * @throws MalformedFileException if a value is no finite number
     */
    public double[] numbers(Tag tag) throws MalformedFileException {
        Element element = elements.get(tag.code());
        if (element == null || !has(tag)) {
            return new double[0];
        }
        double[] numbers = element.isText() ? parsed(tag) : binary(tag, element);
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw malformed(tag, "is " + number + ", expected a finite number");
            }
        }
        return numbers;
    }

    private double[] parsed(Tag tag) throws MalformedFileException {
        List<String> texts = texts(tag);
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!NUMBER.matcher(texts.get(i)).matches()) {
                throw malformed(tag, "is \"" + Element.brief(texts.get(i)) + "\", expected a number");
            }
            numbers[i] = Double.parseDouble(texts.get(i));
        }
        return numbers;
    }

    private double[] binary(Tag tag, Element element) throws MalformedFileException {
        int count = element.count();
        if (count < 0) {
            throw malformed(tag, "has " + element.value().length + " bytes of kind " + element.representation()
                    + ", expected numbers");
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = element.number(i);
        }
        return numbers;
    }

    /**
     * An element that has so many numbers, or is missing.
     *
     * @param tag its name
     * @param count how many numbers it has
     * @return the numbers; empty if the element is missing
     * @throws MalformedFileException if there are more or less, or a value is no finite number
     */
    public Optional<double[]> numbers(Tag tag, int count) throws MalformedFileException {
        double[] numbers = numbers(tag);
        if (numbers.length != 0 && numbers.length != count) {
            throw malformed(tag, "has " + numbers.length + " values, expected " + count);
        }
        return numbers.length == 0 ? Optional.empty() : Optional.of(numbers);
    }

    /**
     * An element's first number.
     *
     * @param tag its name
     * @return the number; empty if the element is missing
     * @throws MalformedFileException if a value is no finite number
     */
    public OptionalDouble number(Tag tag) throws MalformedFileException {
        double[] numbers = numbers(tag);
        return numbers.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(numbers[0]);
    }

    /**
     * An element's first number, a whole one.
     *
     * @param tag its name
     * @return the number; empty if the element is missing
     * @throws MalformedFileException if a value is no number, or the first no whole one of 32 bits
     */
    public OptionalInt integer(Tag tag) throws MalformedFileException {
        double[] numbers = numbers(tag);
        if (numbers.length == 0) {
            return OptionalInt.empty();
        }
        if (numbers[0] != (int) numbers[0]) {
            throw malformed(tag, "is " + numbers[0] + ", expected a whole number");
        }
        return OptionalInt.of((int) numbers[0]);
    }

    /**
     * The items of a sequence.
     *
     * @param tag its name
     * @return the items; none if the sequence is missing
     */
    public List<DicomDataset> sequence(Tag tag) {
        Element element = elements.get(tag.code());
        return element == null ? List.of() : element.items();
    }

    /**
     * An element's bytes as they are in the file.
     *
     * @param tag its name
     * @return a copy of the bytes; none if the element is missing or a sequence
     */
    public byte[] bytes(Tag tag) {
        Element element = elements.get(tag.code());
        return element == null ? new byte[0] : element.value().clone();
    }

    /**
     * The numbers of 16 bits that an element of bytes holds, such as a table.
     *
     * @param tag its name
     * @return unsigned numbers; none if the element is missing
     */
    public int[] words(Tag tag) {
        Element element = elements.get(tag.code());
        if (element == null) {
            return new int[0];
        }
        int[] words = new int[element.value().length / 2];
        Element numbers = new Element(ValueRepresentation.US, element.order(), element.value(), List.of());
        for (int i = 0; i < words.length; i++) {
            words[i] = (int) numbers.number(i);
        }
        return words;
    }

    /** The elements of this and of another part of the same file. */
    DicomDataset with(DicomDataset other) {
        Map<Integer, Element> all = new HashMap<>(other.elements);
        all.putAll(elements);
        return new DicomDataset(file, all, characters);
    }

    /** An error about an element. */
    MalformedFileException malformed(Tag tag, String problem) {
        return new MalformedFileException(file, tag + " " + problem);
    }

    /** {@return which elements are there} */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        elements.keySet().stream().sorted(Integer::compareUnsigned).forEach(code -> names.add(Tag.describe(code)));
        return names.toString();
    }
}
