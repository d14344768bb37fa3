/**
 * What goes wrong between the program and what it depends on, drawn from seeds; and the record of
 * what was tried.
 */
package dev.reconciler.storm;
