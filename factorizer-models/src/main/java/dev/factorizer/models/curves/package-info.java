/**
 * How a training goes, as others show it: event files for TensorBoard ({@link dev.factorizer.models.curves.EventFile}) and the
 * curves of a training or its log ({@link dev.factorizer.models.curves.CurveRecorder}). What draws them is given by the program, so that nothing
 * here requires a library of charts.
 */
package dev.factorizer.models.curves;
