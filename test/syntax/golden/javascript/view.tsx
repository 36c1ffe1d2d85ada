import React from 'react';

export default class extends React.Component {
  render() {
    return <Form ca={this.props.ca} title="Pay" {...rest}>text {load('x')} <>{child}</> <input disabled /></Form>;
  }
}
const Pay = ({ ca }: Props) => <button onClick={() => fetch('/pay', { ca })}>Pay</button>;
