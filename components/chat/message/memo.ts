// Renders again only when a property changed: a thread has hundreds of messages, and one of them is new. (`preact/compat` has the same
// and much more.) Context and signals still get through.

import { Component, type ComponentType, createElement, type FunctionComponent } from "preact";

export function memo<P extends object>(Inner: FunctionComponent<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const now: object = this.props;
      const keys = Object.keys(next);
      return keys.some((key) => Reflect.get(next, key) !== Reflect.get(now, key));
    }
    override render() {
      return createElement(Inner, this.props);
    }
  };
}
