/**
 * What can be said about the mean of a metric from the cases at hand: {@link dev.factorizer.models.statistics.Bootstrap} makes a
 * {@link dev.factorizer.models.statistics.MeanEstimate}. There is no interval of a median: common ones cover far less than they say.
 */
package dev.factorizer.models.statistics;
