package dev.factorizer.examples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The number of a fold. nnU-Net has a fold {@code all}, which is another option here. */
final class FoldNumber implements ITypeConverter<Integer> {
    /** Made by picocli. */
    FoldNumber() { }

    @Override
    public Integer convert(String text) {
        if (text.equals("all")) {
            throw new TypeConversionException("it is no number; \"train --all-cases\" is one training on all cases, and without --fold all"
                    + " folds are taken");
        }
        return (int) Explanation.wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
